import { dayOf } from '../detection/baseline/day';
import type { Call, Caller } from '../detection/model';

/**
 * Passes over calls that teach nothing new: those of a caller that was met on the same day in the same region. Callers are
 * told apart as objects, of which a history has one for many calls.
 */
export function createLessonFilter(): (call: Call) => boolean {
  const taught = new WeakMap<Caller, Set<string>>();
  return ({ caller, principal, second, region }) => {
    const known = taught.get(caller) ?? new Set();
    taught.set(caller, known);
    const { size } = known;
    return known.add(`${dayOf(second)} ${region} ${principal.key}`).size > size;
  };
}
