import { type CallerRoom, callerRoom } from './caller-room';
import type { TrackedCall } from './model';

/**
 * The calls of one rule by one principal in one window's length of event time, as the store keeps them. It is bounded
 * whatever the caller sends; {@link Bucket.isSaturated} and calls without a `caller` show what was dropped.
 */
export interface Bucket {
  /** `floor(second / windowSeconds)` of every call in it. */
  readonly index: number;
  readonly calls: readonly TrackedCall[];
  /** How often calls were delivered to it, repeats included. For operators; no verdict depends on it. */
  readonly deliveries: number;
  /** True when the bucket may have rejected a call. */
  readonly isSaturated: boolean;
  /** True when the bucket rejects every further call, except in a new region. */
  readonly isFull: boolean;
}

/** Limits of one bucket. */
export interface BucketLimits {
  /** How many calls to keep; beyond that, only calls in new regions are added. Context key `maxTrackedCalls`. */
  readonly maxTrackedCalls: number;
}

/** How many distinct regions a bucket keeps. AWS has fewer than forty. */
export const MAX_REGIONS = 64;

/** The part of some calls that fits into a bucket. */
export interface Fitting {
  /** Calls to add, each with its caller where the caller fits too. */
  readonly calls: readonly TrackedCall[];
  /** True when a call had to be left out. */
  readonly isOverflowing: boolean;
}

/**
 * Chooses which of `calls` to add to a bucket that holds `held`. Calls in new regions come first, because the verdict
 * depends on them; the order of arrival decides the rest. Calls that the bucket already holds are left out.
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

/** The call as the bucket keeps it: with as much of its caller as fits. */
function withFittingCaller(
  { eventId, second, region, caller }: TrackedCall,
  callers: CallerRoom,
): TrackedCall {
  const fitting = caller && callers.fit(caller);
  return { eventId, second, region, ...(fitting !== undefined && { caller: fitting }) };
}

/**
 * Counts the redeliveries among calls that were added to a bucket: calls that it held before, and calls that are in the
 * addition twice. A call for which there was no room is not held, so it is never a repeat.
 *
 * @param held what the bucket held before the addition.
 * @param calls all calls to add.
 * @param added the calls for which there was room; the bucket may have held them before.
 */
export function countRepeats(
  held: readonly Pick<TrackedCall, 'eventId'>[],
  calls: readonly TrackedCall[],
  added: readonly TrackedCall[],
): number {
  const heldIds = new Set(held.map(({ eventId }) => eventId));
  const newIds = new Set(
    added.map(({ eventId }) => eventId).filter((eventId) => !heldIds.has(eventId)),
  );
  const kept = calls.filter(({ eventId }) => heldIds.has(eventId) || newIds.has(eventId));
  return kept.length - newIds.size;
}
