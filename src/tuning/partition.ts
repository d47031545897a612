import { type BucketLimits, MAX_REGIONS } from '../detection/bucket';
import { bySecond } from '../detection/call-order';
import { memberOf } from '../detection/member-of';
import type { Call, Principal } from '../detection/model';
import type { RuleId } from '../detection/rules/rule-catalog';
import { bucketOf } from '../detection/window';

/** The calls of one principal and rule, by time. */
export interface Partition {
  readonly ruleId: RuleId;
  readonly principal: Principal;
  readonly calls: readonly Call[];
}

/** Calls by rule and principal. @param calls by time. @param principalsOf whom a call counts for. */
export function partitionsOf(
  calls: readonly Call[],
  principalsOf: (call: Call) => readonly Principal[],
): Partition[] {
  const partitions = new Map<string, Partition & { readonly calls: Call[] }>();
  for (const call of calls) {
    const { ruleId } = call;
    for (const principal of principalsOf(call)) {
      const empty = () => ({ ruleId, principal, calls: [] });
      memberOf(partitions, `${ruleId} ${principal.key}`, empty).calls.push(call);
    }
  }
  return [...partitions.values()];
}

/** Whether calls reach a number of distinct regions. */
export function hasRegions(calls: readonly Call[], atLeast: number): boolean {
  const regions = new Set<string>();
  return calls.some(({ region }) => regions.add(region).size >= atLeast);
}

/**
 * The calls of a principal that its buckets keep: a full bucket takes no further call in a region that it has, see
 * `src/detection/bucket.ts`. The calls of one second arrive together, as in `detectInOrder`; the first of each region goes
 * before the others.
 *
 * @param calls by time.
 */
export function keptCalls(
  calls: readonly Call[],
  windowSeconds: number,
  { maxTrackedCalls }: BucketLimits,
): readonly Call[] {
  if (calls.length <= Math.min(maxTrackedCalls, MAX_REGIONS)) {
    return calls;
  }
  let bucket = Number.NaN;
  let held = 0;
  let regions = new Set<string>();
  const isFirstOfRegion = ({ region }: Call): boolean => {
    const isFirst = regions.size < MAX_REGIONS && !regions.has(region);
    if (isFirst) {
      regions.add(region);
      held += 1;
    }
    return isFirst;
  };
  const fits = ({ region }: Call): boolean => {
    const isKept = regions.has(region) && held < maxTrackedCalls;
    held += isKept ? 1 : 0;
    return isKept;
  };
  return [...bySecond(calls)].flatMap((together) => {
    const index = bucketOf(together[0].second, windowSeconds);
    if (index !== bucket) {
      bucket = index;
      held = 0;
      regions = new Set();
    }
    const firsts = new Set(together.filter(isFirstOfRegion));
    return together.filter((call) => firsts.has(call) || fits(call));
  });
}
