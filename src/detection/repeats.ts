import type { TrackedCall } from './model';

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
