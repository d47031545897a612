import type { Caller } from '../callers';
import type { Call } from '../calls/call';
import { makeCall, type Play, type Stage } from '../walk';

/** Each time, a caller picks one of these; what is listed twice is picked twice as often. */
type Choices = readonly [Call, ...Call[]];

const HOUR = 3600;

/** Calls at even intervals, as a machine makes them. */
export function regularly(
  callsPerDay: number,
  caller: Caller,
  region: string,
  choices: Choices,
): Play {
  return (stage) => {
    const count = Math.round(callsPerDay * (stage.trafficFactor ?? 1));
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
): Play {
  return (stage) => {
    const count = Math.round(callsPerDay * (stage.trafficFactor ?? 1));
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
): ReturnType<Play> {
  return times.map((time) =>
    makeCall(caller, random.pick(choices), { random, region, second: dayStart + time }),
  );
}
