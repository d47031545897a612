import { type CallerRoom, callerRoom } from './caller-room';
import type { TrackedCall } from './model';

/**
 * The calls of one rule by one principal in one window's length of event time, as the store keeps them.
 * It is bounded whatever the caller sends; what is dropped is said by {@link Bucket.isSaturated}
 * and by calls without a `caller`.
 */
export interface Bucket {
  /** `floor(second / windowSeconds)` of every call in it. */
  readonly index: number;
  readonly calls: readonly TrackedCall[];
  /** How often calls were delivered to it, repeats included. Plain, for operators; no verdict rests on it. */
  readonly deliveries: number;
  /** True when a call may have been turned away. */
  readonly isSaturated: boolean;
  /** True when every further call is turned away, but for one in a region not seen yet. */
  readonly isFull: boolean;
}

/** Limits of one bucket. */
export interface BucketLimits {
  /** Calls kept; beyond it only a call in a region not seen yet is added. Context `maxTrackedCalls`. */
  readonly maxTrackedCalls: number;
}

/** Distinct regions kept in one bucket. AWS has fewer than forty. */
export const MAX_REGIONS = 64;

/** What of some calls fits into a bucket. */
export interface Fitting {
  /** Calls to add, each with its caller where that one fits too. */
  readonly calls: readonly TrackedCall[];
  /** True when a call had to be left out. */
  readonly isOverflowing: boolean;
}

/**
 * Chooses what of `calls` to add to a bucket that holds `held`. Calls in regions not seen yet come first,
 * because they carry the verdict; the order of arrival decides the rest. Calls that are held already are left out.
 */
export function fitCalls(
  held: readonly TrackedCall[],
  calls: readonly TrackedCall[],
  { maxTrackedCalls }: BucketLimits,
): Fitting {
  const eventIds = new Set(held.map(({ eventId }) => eventId));
  const regions = new Set(held.map(({ region }) => region));
  const callers = callerRoom(held);
  const fitting: TrackedCall[] = [];
  const add = (call: TrackedCall): void => {
    eventIds.add(call.eventId);
    regions.add(call.region);
    fitting.push(withFittingCaller(call, callers));
  };
  const later: TrackedCall[] = [];
  let isOverflowing = false;
  for (const call of calls) {
    if (eventIds.has(call.eventId)) {
      continue;
    }
    if (regions.has(call.region)) {
      later.push(call);
    } else if (regions.size < MAX_REGIONS) {
      add(call);
    } else {
      isOverflowing = true;
    }
  }
  for (const call of later) {
    if (eventIds.has(call.eventId)) {
      continue;
    }
    if (held.length + fitting.length < maxTrackedCalls) {
      add(call);
    } else {
      isOverflowing = true;
    }
  }
  return { calls: fitting, isOverflowing };
}

/** How full a bucket is that holds these calls. */
export function fullnessOf(
  held: readonly TrackedCall[],
  { maxTrackedCalls }: BucketLimits,
): Pick<Bucket, 'isSaturated' | 'isFull'> {
  const isFull = held.length >= maxTrackedCalls;
  const regions = new Set(held.map(({ region }) => region));
  return { isFull, isSaturated: isFull || regions.size >= MAX_REGIONS };
}

/** What is kept of a call: without its caller when that would be one more than fits. */
function withFittingCaller(
  { eventId, second, region, caller }: TrackedCall,
  callers: CallerRoom,
): TrackedCall {
  return caller !== undefined && callers.admits(caller)
    ? { eventId, second, region, caller }
    : { eventId, second, region };
}
