import type { Caller } from '../callers';
import type { Call } from '../calls/call';
import { describeInstances } from '../calls/recon';
import { startOfDay } from '../clock';
import { hashText, Random } from '../random';
import type { TrailEntry } from '../record';
import { REGIONS } from '../regions';
import { callEachRegion } from '../tour';

/** Accounts of a made-up organization are `100000000001` and so on. The first is the security account. */
export function accountId(number: number): string {
  return String(100_000_000_000 + number);
}

export const ACCOUNTS: readonly string[] = Array.from({ length: 30 }, (_, index) =>
  accountId(index + 1),
);

/** A caller who is there all month. */
export interface Actor {
  readonly name: string;
  /** Its random numbers are drawn in turn with those of the calls, so the runs come one by one. */
  readonly runs: (today: Today) => Iterable<Run>;
}

export interface Today {
  readonly random: Random;
  /** The day of the month, from 1. */
  readonly number: number;
  readonly isWorkday: boolean;
}

/** A run through regions. */
export interface Run {
  readonly caller: Caller;
  /** Seconds past midnight. */
  readonly at: number;
  readonly offset: (index: number) => number;
  /** @default all */
  readonly regions?: readonly string[];
  /** @default DescribeInstances without parameters */
  readonly call?: Call;
}

const FIRST_DAY = '2026-05-01';
export const DAYS = 30;

/** The calls of an actor on a day of the month: the same every time. */
export function playDay(actor: Actor, number: number): TrailEntry[] {
  const dayStart = startOfDay(FIRST_DAY) + (number - 1) * 24 * 3600;
  const weekday = new Date(dayStart * 1000).getUTCDay();
  const random = new Random(hashText(`month ${actor.name} ${number}`));
  const stage = { dayStart, random, trafficFactor: 1 };
  const entries: TrailEntry[] = [];
  for (const run of actor.runs({ random, number, isWorkday: weekday >= 1 && weekday <= 5 })) {
    const { at, regions = REGIONS, call = describeInstances(), ...tour } = run;
    entries.push(...callEachRegion(stage, { ...tour, regions, call, start: dayStart + at }));
  }
  return entries;
}
