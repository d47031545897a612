import type { Interval, TrackedCall, Windowing } from '../detection/model';
import { bucketOf, overlap } from '../detection/window';

/** A window with what it holds; which thresholds it reaches follows from that. */
export interface CountedWindow extends Interval {
  /** Index of its first call. */
  readonly first: number;
  /** Index after that of its last call. */
  readonly after: number;
  readonly regions: number;
}

/** A qualifying interval, as `qualifyingIntervals` has it, and when it was first seen to qualify. */
export interface TimedInterval extends Interval {
  /** Index of the first call in it. */
  readonly first: number;
  /** Second of the call that reached the thresholds. */
  readonly openedAt: number;
}

/**
 * Every window of calls, counted once for all thresholds: one that begins at each call, or one for each stretch of
 * `windowSeconds` that has calls.
 *
 * @param calls distinct, by time.
 */
export function countWindows(
  calls: readonly TrackedCall[],
  windowing: Windowing,
  windowSeconds: number,
): CountedWindow[] {
  return windowing === 'tumbling'
    ? countTumbling(calls, windowSeconds)
    : countSliding(calls, windowSeconds);
}

/**
 * The spans in which thresholds are reached: windows that reach them, joined where sliding ones overlap.
 *
 * @param windows by start.
 */
export function intervalsAt(
  calls: readonly TrackedCall[],
  windows: readonly CountedWindow[],
  windowing: Windowing,
  thresholds: { readonly minRegions: number; readonly minCalls: number },
): TimedInterval[] {
  const { minRegions, minCalls } = thresholds;
  const intervals: TimedInterval[] = [];
  for (const window of windows) {
    if (window.regions < minRegions || window.after - window.first < minCalls) {
      continue;
    }
    const last = intervals.at(-1);
    if (windowing === 'sliding' && last !== undefined && overlap(last, window)) {
      intervals[intervals.length - 1] = { ...last, end: window.end };
    } else {
      const { start, end, first } = window;
      // Later windows of the interval qualify no earlier: what they hold by then, the first one holds too.
      intervals.push({ start, end, first, openedAt: decidingSecond(calls, first, thresholds) });
    }
  }
  return intervals;
}

function countTumbling(calls: readonly TrackedCall[], windowSeconds: number): CountedWindow[] {
  const windows: CountedWindow[] = [];
  for (let first = 0; first < calls.length; ) {
    const bucket = bucketOf((calls[first] as TrackedCall).second, windowSeconds);
    const regions = new Set<string>();
    let after = first;
    for (let next = calls[after]; next !== undefined; next = calls[after]) {
      if (bucketOf(next.second, windowSeconds) !== bucket) {
        break;
      }
      regions.add(next.region);
      after += 1;
    }
    const start = bucket * windowSeconds;
    windows.push({ start, end: start + windowSeconds, first, after, regions: regions.size });
    first = after;
  }
  return windows;
}

/** One window moves over the calls; how often each region is in it is kept on the way, so the whole is linear. */
function countSliding(calls: readonly TrackedCall[], windowSeconds: number): CountedWindow[] {
  const inWindow = new Map<string, number>();
  let after = 0;
  return calls.map(({ second: start, region }, first) => {
    const end = start + windowSeconds;
    for (let next = calls[after]; next !== undefined && next.second < end; next = calls[after]) {
      inWindow.set(next.region, (inWindow.get(next.region) ?? 0) + 1);
      after += 1;
    }
    const window = { start, end, first, after, regions: inWindow.size };
    const remaining = (inWindow.get(region) as number) - 1;
    if (remaining === 0) {
      inWindow.delete(region);
    } else {
      inWindow.set(region, remaining);
    }
    return window;
  });
}

function decidingSecond(
  calls: readonly TrackedCall[],
  first: number,
  { minRegions, minCalls }: { readonly minRegions: number; readonly minCalls: number },
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
