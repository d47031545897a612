import type { Interval, Thresholds, TrackedCall } from '../detection/model';
import { type CountedWindow, overlap } from '../detection/window';

/** A qualifying interval, as `qualifyingIntervals` finds it, and when it first qualified. */
export interface TimedInterval extends Interval {
  /** Index of the first call in it. */
  readonly first: number;
  /** Second of the call that reached the thresholds. */
  readonly openedAt: number;
}

/**
 * The spans in which windows reach the thresholds; overlapping windows are joined.
 *
 * @param windows by start.
 */
export function intervalsAt(
  calls: readonly TrackedCall[],
  windows: readonly CountedWindow[],
  thresholds: Thresholds,
): TimedInterval[] {
  const { minRegions, minCalls } = thresholds;
  const intervals: TimedInterval[] = [];
  for (const window of windows) {
    if (window.regions < minRegions || window.after - window.first < minCalls) {
      continue;
    }
    const last = intervals.at(-1);
    if (last !== undefined && overlap(last, window)) {
      intervals[intervals.length - 1] = { ...last, end: window.end };
    } else {
      const { start, end, first } = window;
      // Later windows of the interval qualify no earlier: the first one holds all the calls that they hold by then.
      intervals.push({ start, end, first, openedAt: decidingSecond(calls, first, thresholds) });
    }
  }
  return intervals;
}

function decidingSecond(
  calls: readonly TrackedCall[],
  first: number,
  { minRegions, minCalls }: Thresholds,
): number {
  const regions = new Set<string>();
  for (let index = first; ; index += 1) {
    const { region, second } = calls[index] as TrackedCall;
    regions.add(region);
    if (regions.size >= minRegions && index - first + 1 >= minCalls) {
      return second;
    }
  }
}
