import { buildRecord } from '../build-record';
import type { Caller } from '../caller';
import type { CallFactory } from '../calls/security-calls';
import type { Stage, TrailEntry } from '../scenario';

const HOUR = 3600;

/** When a caller is at it: the hours of the day, and how many calls it makes in them. */
interface Schedule {
  readonly callsPerDay: number;
  /** @default 0 */
  readonly fromHour?: number;
  /** @default 24 */
  readonly toHour?: number;
  /** A machine calls at even intervals, a person does not. @default false */
  readonly isRegular?: boolean;
}

/** What a caller does all day. */
export interface Habit {
  readonly caller: Caller;
  readonly region: string;
  readonly schedule: Schedule;
  /** One of these is picked each time; what is listed twice is picked twice as often. */
  readonly calls: readonly CallFactory[];
}

/** The calls of a habit over the day. */
export function playHabit(stage: Stage, habit: Habit): TrailEntry[] {
  const { caller, region, schedule, calls } = habit;
  return callTimes(stage, schedule).map((second) => {
    const moment = { random: stage.random, accountId: caller.accountId, region, second };
    return { record: buildRecord(caller, stage.random.pick(calls)(moment), moment) };
  });
}

function callTimes({ dayStart, random, trafficFactor }: Stage, schedule: Schedule): number[] {
  const { callsPerDay, fromHour = 0, toHour = 24, isRegular = false } = schedule;
  const count = Math.round(callsPerDay * trafficFactor);
  const begin = dayStart + fromHour * HOUR;
  const span = (toHour - fromHour) * HOUR;
  return Array.from({ length: count }, (_, index) =>
    isRegular
      ? begin + Math.floor((index * span) / count) + random.between(0, 3)
      : begin + random.between(0, span - 1),
  );
}
