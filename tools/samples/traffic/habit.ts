import type { Caller } from '../callers';
import type { Call } from '../calls/call';
import type { TrailEntry } from '../record';
import { makeCall, type Stage } from '../tour';

/** What a caller does in a region all day. */
export type Habit = (stage: Stage) => TrailEntry[];

/** Each time, a habit picks one of these; what is listed twice is picked twice as often. */
type Choices = readonly [Call, ...Call[]];

const HOUR = 3600;

/** Calls at even intervals, as a machine makes them. */
export function regularly(
  callsPerDay: number,
  caller: Caller,
  region: string,
  choices: Choices,
): Habit {
  return (stage) => {
    const count = Math.round(callsPerDay * stage.trafficFactor);
    const times = Array.from(
      { length: count },
      (_, index) => Math.floor((index * 24 * HOUR) / count) + stage.random.between(0, 3),
    );
    return callsAt(times, stage, caller, region, choices);
  };
}

/** Calls at random times between two hours of the day. */
export function irregularly(
  callsPerDay: number,
  caller: Caller,
  region: string,
  choices: Choices,
  [fromHour, toHour]: readonly [number, number] = [0, 24],
): Habit {
  return (stage) => {
    const count = Math.round(callsPerDay * stage.trafficFactor);
    const seconds = (toHour - fromHour) * HOUR;
    const times = Array.from(
      { length: count },
      () => fromHour * HOUR + stage.random.between(0, seconds - 1),
    );
    return callsAt(times, stage, caller, region, choices);
  };
}

function callsAt(
  times: readonly number[],
  { dayStart, random }: Stage,
  caller: Caller,
  region: string,
  choices: Choices,
): TrailEntry[] {
  return times.map((time) =>
    makeCall(caller, random.pick(choices), { random, region, second: dayStart + time }),
  );
}
