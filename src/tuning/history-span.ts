import { dayOf } from '../detection/baseline/day';
import type { Call } from '../detection/model';
import { formatSecond } from '../detection/time';

/** The time that a history covers. */
export interface HistorySpan {
  /** ISO 8601, UTC. */
  readonly firstCall: string;
  readonly lastCall: string;
  /** Days, in UTC, from the first call to the last. */
  readonly days: number;
  /** How many of these days have calls. Figures per day refer to them. */
  readonly daysWithCalls: number;
  readonly calls: number;
}

/** @returns `undefined` without calls. */
export function historySpanOf(calls: Iterable<Call>): HistorySpan | undefined {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let number = 0;
  const days = new Set<number>();
  for (const { second } of calls) {
    first = Math.min(first, second);
    last = Math.max(last, second);
    days.add(dayOf(second));
    number += 1;
  }
  return number === 0
    ? undefined
    : {
        firstCall: formatSecond(first),
        lastCall: formatSecond(last),
        days: dayOf(last) - dayOf(first) + 1,
        daysWithCalls: days.size,
        calls: number,
      };
}
