import { buildRecord } from './build-record';
import type { Caller } from './callers';
import { type Call, callAt, type Moment } from './calls/call';
import { describeInstances } from './calls/recon';
import { timeOfDay } from './clock';
import type { Random } from './random';
import type { TrailEntry } from './record';
import { REGIONS } from './regions';

/** The day on which callers call, and the random numbers they use. */
export interface Stage {
  /** Midnight of the day, in seconds since the epoch. */
  readonly dayStart: number;
  readonly random: Random;
  /** How much ordinary traffic there is, as a multiple of the sample trail's. @default 1 */
  readonly trafficFactor?: number;
}

/** What callers do on a day. */
export type Play = (stage: Stage) => TrailEntry[];

/** How a caller goes from region to region. */
export interface Walk {
  readonly caller: Caller;
  /** When it begins: a time of day such as `02:41:07`, or seconds past midnight. */
  readonly from: string | number;
  /** Seconds from the first call to the last one; the calls are spread evenly. */
  readonly within?: number;
  /** Or seconds from one call to the next. */
  readonly every?: number;
  /** @default all */
  readonly regions?: readonly string[];
  /** @default DescribeInstances without parameters */
  readonly call?: Call;
}

export function walk({ caller, from, within, every = 0, ...where }: Walk): Play {
  const { regions = REGIONS, call = describeInstances() } = where;
  const offset = (index: number) =>
    within === undefined ? index * every : Math.round((index * within) / (regions.length - 1));
  return ({ dayStart, random }) => {
    const start = dayStart + (typeof from === 'string' ? timeOfDay(from) : from);
    return regions.map((region, index) =>
      makeCall(caller, call, { random, region, second: start + offset(index) }),
    );
  };
}

/** Several plays, one after the other. */
export function inTurn(...plays: readonly Play[]): Play {
  return (stage) => plays.flatMap((play) => play(stage));
}

export function makeCall(caller: Caller, call: Call, when: Omit<Moment, 'accountId'>): TrailEntry {
  const moment = { ...when, accountId: caller.accountId };
  return { record: buildRecord(caller, callAt(call, moment), moment) };
}
