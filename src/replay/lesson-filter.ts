import { baselineOwnerOf } from '../detection/baseline/baseline-owner';
import { dayOf } from '../detection/baseline/day';
import { lessonKey } from '../detection/baseline/lesson';
import type { Call, Caller, Principal } from '../detection/model';

/** The regions in which a subject was met on one day. */
type MetIn = Set<string>;

/**
 * Passes over calls that teach nothing new: those of a subject that was met on the same day in the same region.
 *
 * To be asked of calls by time. Whose history a call belongs to is looked up once a day for each caller as an object, of
 * which a history has one for many calls.
 */
export function createLessonFilter(): (call: Call) => boolean {
  let today = Number.NaN;
  let bySubject = new Map<string, MetIn>();
  let byCaller = new WeakMap<Caller, { readonly principal: Principal; readonly regions: MetIn }>();

  function regionsOf({ principal, caller }: Call): MetIn {
    const known = byCaller.get(caller);
    if (known?.principal === principal) {
      return known.regions;
    }
    const key = lessonKey(baselineOwnerOf(principal, caller), today);
    const regions = bySubject.get(key) ?? new Set();
    bySubject.set(key, regions);
    byCaller.set(caller, { principal, regions });
    return regions;
  }

  return (call) => {
    const day = dayOf(call.second);
    if (day !== today) {
      today = day;
      bySubject = new Map();
      byCaller = new WeakMap();
    }
    const regions = regionsOf(call);
    const { size } = regions;
    return regions.add(call.region).size > size;
  };
}
