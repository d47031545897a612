import type { Caller } from '../callers';
import type { Call } from '../calls/call';
import { makeCall, type Play, type Stage } from '../walk';

/** Each time, a caller picks one of these; what is listed twice is picked twice as often. */
type Choices = readonly [Call, ...Call[]];

const HOUR = 3600;

/** Calls at even intervals, as a machine makes them. */
export function regularly(perDay: number, caller: Caller, region: string, choices: Choices): Play {
  return (stage) =>
    callsAt(stage, perDay, caller, region, choices, (index, count) => {
      const even = Math.floor((index * 24 * HOUR) / count);
      return even + stage.random.between(0, 3);
    });
}

/** Calls at random times between two hours of the day. */
export function irregularly(
  perDay: number,
  caller: Caller,
  region: string,
  choices: Choices,
  [from, to]: readonly [number, number] = [0, 24],
): Play {
  return (stage) =>
    callsAt(stage, perDay, caller, region, choices, () => {
      const within = stage.random.between(0, (to - from) * HOUR - 1);
      return from * HOUR + within;
    });
}

function callsAt(
  { dayStart, random, trafficFactor = 1 }: Stage,
  perDay: number,
  caller: Caller,
  region: string,
  choices: Choices,
  timeOf: (index: number, count: number) => number,
): ReturnType<Play> {
  const count = Math.round(perDay * trafficFactor);
  const times = Array.from({ length: count }, (_, index) => dayStart + timeOf(index, count));
  return times.map((second) => makeCall(caller, random.pick(choices), { random, region, second }));
}
