import { memberOf } from './member-of';
import type { Interval, Thresholds, TrackedCall, Windowing } from './model';
import { compareTexts } from './text';
import { WindowCounter } from './window-counter';

/** The bucket a call is stored in: buckets begin at multiples of `windowSeconds` since the epoch. */
export function bucketOf(second: number, windowSeconds: number): number {
  return Math.floor(second / windowSeconds);
}

/** The second at which the bucket of a second begins. */
export function bucketStart(second: number, windowSeconds: number): number {
  return bucketOf(second, windowSeconds) * windowSeconds;
}

/**
 * The spans of event time in which the calls of one rule by one principal are a sweep.
 *
 * - `tumbling`: each window that begins at a multiple of `windowSeconds` and reaches both thresholds,
 *   as in the ES|QL of the Elastic rules (`DATE_TRUNC(30 seconds, @timestamp)`).
 * - `sliding`: each maximal union of overlapping half-open intervals `[t, t + windowSeconds)` that begin
 *   at a call and reach both thresholds.
 *
 * @param calls in any order; a repeated call counts once.
 * @returns intervals in ascending order, none of which overlap.
 */
export function qualifyingIntervals(
  calls: readonly TrackedCall[],
  thresholds: Thresholds,
): Interval[] {
  const { windowing, windowSeconds, minRegions, minCalls } = thresholds;
  if (countRegions(calls) < minRegions) {
    return [];
  }
  const intervals: Interval[] = [];
  for (const window of countWindows(distinctCalls(calls), windowing, windowSeconds)) {
    if (window.regions >= minRegions && window.after - window.first >= minCalls) {
      appendOverlapping(intervals, { start: window.start, end: window.end });
    }
  }
  return intervals;
}

/** A window that has calls, with its counts. They decide which thresholds it reaches. */
export interface CountedWindow extends Interval {
  /** Index of its first call. */
  readonly first: number;
  /** Index after that of its last call. */
  readonly after: number;
  /** Distinct regions. */
  readonly regions: number;
}

/**
 * Every window that has calls: a sliding window begins at each call, a tumbling one at a multiple of `windowSeconds`.
 *
 * @param calls distinct, by time.
 * @returns windows by start.
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
 * The calls without repeats, by time. Of calls with the same `eventId` the earliest stays,
 * so that the result does not depend on their order.
 */
export function distinctCalls(calls: readonly TrackedCall[]): TrackedCall[] {
  const seen = new Set<string>();
  return [...calls].sort(byTime).filter(({ eventId }) => {
    const isNew = !seen.has(eventId);
    seen.add(eventId);
    return isNew;
  });
}

/** Whether two half-open intervals share a second. */
export function overlap(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Whether a second lies in a half-open interval. */
export function contains(interval: Interval, second: number): boolean {
  return interval.start <= second && second < interval.end;
}

function countRegions(calls: readonly TrackedCall[]): number {
  return new Set(calls.map((call) => call.region)).size;
}

/** A total order, so that equal sets of calls sort alike. */
function byTime(a: TrackedCall, b: TrackedCall): number {
  return (
    a.second - b.second || compareTexts(a.eventId, b.eventId) || compareTexts(a.region, b.region)
  );
}

function countTumbling(calls: readonly TrackedCall[], windowSeconds: number): CountedWindow[] {
  const buckets = new Map<number, { first: number; after: number; regions: Set<string> }>();
  for (const [index, { second, region }] of calls.entries()) {
    const bucket = memberOf(buckets, bucketOf(second, windowSeconds), () => {
      return { first: index, after: index, regions: new Set() };
    });
    bucket.after = index + 1;
    bucket.regions.add(region);
  }
  return [...buckets].map(([index, { first, after, regions }]) => {
    const start = index * windowSeconds;
    return { start, end: start + windowSeconds, first, after, regions: regions.size };
  });
}

function countSliding(calls: readonly TrackedCall[], windowSeconds: number): CountedWindow[] {
  const counter = new WindowCounter();
  let after = 0;
  return calls.map(({ second: start }, first) => {
    const end = start + windowSeconds;
    for (let next = calls[after]; next !== undefined && next.second < end; next = calls[after]) {
      counter.add(next);
      after += 1;
    }
    const window = { start, end, first, after, regions: counter.regions };
    counter.removeOldest();
    return window;
  });
}

/** Adds an interval that begins no earlier than the last one; joins the two if they overlap. */
function appendOverlapping(intervals: Interval[], next: Interval): void {
  const last = intervals.at(-1);
  if (last !== undefined && overlap(last, next)) {
    intervals[intervals.length - 1] = { start: last.start, end: next.end };
  } else {
    intervals.push(next);
  }
}
