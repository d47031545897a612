import type { TrackedCall } from './model';

/**
 * Counts the redeliveries among calls that were added to a bucket: those it held before, and those that are in the
 * addition twice. A call that found no room is not held, so it is no repeat however often it comes.
 *
 * @param held what the bucket held before the addition.
 * @param calls all that was to be added.
 * @param added what of them found room; it may have been held before.
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
