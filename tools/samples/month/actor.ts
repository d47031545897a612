import type { Caller } from '../caller';
import { describeInstances } from '../calls/recon-calls';
import { startOfDay } from '../clock';
import { hashText, Random } from '../random';
import type { ApiCall } from '../record';
import type { Stage, TrailEntry } from '../scenario';
import { callEachRegion } from '../sweep-calls';

/** Somebody who is there all month. */
export interface Actor {
  readonly name: string;
  /** @param random of this actor and day alone. @param weekday 0 is Sunday. */
  readonly day: (today: Today) => TrailEntry[];
}

interface Today {
  readonly stage: Stage;
  /** From 1. */
  readonly number: number;
  readonly isWorkday: boolean;
}

const FIRST_DAY = '2026-05-01';
const DAY_SECONDS = 24 * 3600;

/** Days of the month. */
export const DAYS = 30;

/** What an actor does on a day of the month. The same every time. */
export function playDay(actor: Actor, number: number): TrailEntry[] {
  const dayStart = startOfDay(FIRST_DAY) + (number - 1) * DAY_SECONDS;
  const weekday = new Date(dayStart * 1000).getUTCDay();
  const random = new Random(hashText(`month ${actor.name} ${number}`));
  return actor.day({
    stage: { dayStart, random, trafficFactor: 1 },
    number,
    isWorkday: weekday >= 1 && weekday <= 5,
  });
}

/** A run through regions. */
export interface Run {
  readonly caller: Caller;
  readonly regions: readonly string[];
  /** Seconds past midnight. */
  readonly at: number;
  readonly offset: (index: number) => number;
  /** @default DescribeInstances without parameters */
  readonly call?: (region: string) => ApiCall;
}

export function run(
  stage: Stage,
  { at, call = () => describeInstances(), ...tour }: Run,
): TrailEntry[] {
  return callEachRegion(stage, { ...tour, call, start: stage.dayStart + at });
}
