import { buildRecord } from './build-record';
import type { Caller } from './callers';
import { type Call, callAt, type Moment } from './calls/call';
import { timeOfDay } from './clock';
import type { Random } from './random';
import type { TrailEntry } from './record';

/** The day on which callers call, and the random numbers they use. */
export interface Stage {
  /** Midnight of the day, in seconds since the epoch. */
  readonly dayStart: number;
  readonly random: Random;
  /** How much ordinary traffic there is, as a multiple of the sample trail's. */
  readonly trafficFactor: number;
}

/** How a caller goes from region to region. */
export interface Tour {
  readonly caller: Caller;
  readonly regions: readonly string[];
  readonly start: number;
  /** Seconds from the start to the call in the region at this place of the list. */
  readonly offset: (index: number) => number;
  readonly call: Call;
}

/** One call in each region, in order. */
export function callEachRegion(stage: Stage, tour: Tour): TrailEntry[] {
  const { caller, regions, start, offset, call } = tour;
  return regions.map((region, index) =>
    makeCall(caller, call, { random: stage.random, region, second: start + offset(index) }),
  );
}

export function makeCall(
  caller: Caller,
  call: Call,
  moment: Omit<Moment, 'accountId'>,
): TrailEntry {
  const when = { ...moment, accountId: caller.accountId };
  return { record: buildRecord(caller, callAt(call, when), when) };
}

/** Offsets that spread `count` calls evenly: the first at 0, the last at `seconds`. */
export function spread(count: number, seconds: number): (index: number) => number {
  return (index) => Math.round((index * seconds) / (count - 1));
}

/** Offsets with the same pause between any two calls. */
export function every(seconds: number): (index: number) => number {
  return (index) => index * seconds;
}

/** The second at which the day has this time, such as `02:41:07`. */
export function at(stage: Stage, clockTime: string): number {
  return stage.dayStart + timeOfDay(clockTime);
}
