import type { Call } from './model';
import { compareTexts } from './text';

/** The order in which a history is handled. */
export function byTime(a: Call, b: Call): number {
  return a.second - b.second || compareTexts(a.eventId, b.eventId);
}

/** The calls of each second. @param calls by time. */
export function* bySecond(calls: Iterable<Call>): Generator<readonly [Call, ...Call[]]> {
  let together: [Call, ...Call[]] | undefined;
  for (const call of calls) {
    if (together?.[0].second === call.second) {
      together.push(call);
      continue;
    }
    if (together !== undefined) {
      yield together;
    }
    together = [call];
  }
  if (together !== undefined) {
    yield together;
  }
}
