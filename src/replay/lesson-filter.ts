import { baselineOwnerOf } from '../detection/baseline/baseline-owner';
import { dayOf } from '../detection/baseline/day';
import { lessonKey } from '../detection/baseline/lesson';
import type { Call, Caller, Principal } from '../detection/model';

/** The regions in which an owner of a baseline was seen on one day. */
type SeenIn = Set<string>;

/**
 * Filters out calls that teach nothing new, because their baseline owner was seen in the same region on the same day.
 *
 * Ask for calls in order of time. The owner is determined once per day for each caller object, which many calls of a
 * history share.
 */
export function createLessonFilter(): (call: Call) => boolean {
  let today = Number.NaN;
  let byOwner = new Map<string, SeenIn>();
  let byCaller = new WeakMap<Caller, { readonly principal: Principal; readonly regions: SeenIn }>();

  function regionsOf({ principal, caller }: Call): SeenIn {
    const known = byCaller.get(caller);
    if (known?.principal === principal) {
      return known.regions;
    }
    const key = lessonKey(baselineOwnerOf(principal, caller), today);
    const regions = byOwner.get(key) ?? new Set();
    byOwner.set(key, regions);
    byCaller.set(caller, { principal, regions });
    return regions;
  }

  return (call) => {
    const day = dayOf(call.second);
    if (day !== today) {
      today = day;
      byOwner = new Map();
      byCaller = new WeakMap();
    }
    const regions = regionsOf(call);
    const { size } = regions;
    return regions.add(call.region).size > size;
  };
}
