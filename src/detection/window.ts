import type { Interval, Thresholds, TrackedCall } from './model';

/** The bucket a call is stored in: buckets begin at multiples of `windowSeconds` since the epoch. */
export function bucketOf(second: number, windowSeconds: number): number {
  return Math.floor(second / windowSeconds);
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
  if (countRegions(calls) < thresholds.minRegions) {
    return [];
  }
  const distinct = distinctCalls(calls);
  return thresholds.windowing === 'tumbling'
    ? tumblingIntervals(distinct, thresholds)
    : slidingIntervals(distinct, thresholds);
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

/** By code unit, the same under every locale. */
export function compareTexts(a: string, b: string): number {
  if (a < b) {
    return -1;
  }
  return a > b ? 1 : 0;
}

function tumblingIntervals(calls: readonly TrackedCall[], thresholds: Thresholds): Interval[] {
  const { windowSeconds } = thresholds;
  const buckets = new Map<number, TrackedCall[]>();
  for (const call of calls) {
    const bucket = bucketOf(call.second, windowSeconds);
    const members = buckets.get(bucket) ?? [];
    members.push(call);
    buckets.set(bucket, members);
  }
  return [...buckets]
    .filter(([, members]) => reaches(countRegions(members), members.length, thresholds))
    .map(([bucket]) => ({ start: bucket * windowSeconds, end: (bucket + 1) * windowSeconds }));
}

/**
 * Moves one window over the calls: it begins at each call in turn, and `end` advances to the first call outside it. The
 * function counts each region on the way, so it takes linear time.
 */
function slidingIntervals(calls: readonly TrackedCall[], thresholds: Thresholds): Interval[] {
  const { windowSeconds } = thresholds;
  const intervals: Interval[] = [];
  const callsByRegion = new Map<string, number>();
  let end = 0;
  calls.forEach((first, begin) => {
    for (let next = calls[end]; next !== undefined; next = calls[end]) {
      if (next.second >= first.second + windowSeconds) {
        break;
      }
      callsByRegion.set(next.region, (callsByRegion.get(next.region) ?? 0) + 1);
      end += 1;
    }
    if (reaches(callsByRegion.size, end - begin, thresholds)) {
      appendOverlapping(intervals, {
        start: first.second,
        end: first.second + windowSeconds,
      });
    }
    const remaining = (callsByRegion.get(first.region) as number) - 1;
    if (remaining === 0) {
      callsByRegion.delete(first.region);
    } else {
      callsByRegion.set(first.region, remaining);
    }
  });
  return intervals;
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

function reaches(regions: number, calls: number, { minRegions, minCalls }: Thresholds): boolean {
  return regions >= minRegions && calls >= minCalls;
}
