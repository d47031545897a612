import type { Call, RuleSettings } from '../detection/model';
import type { RuleId } from '../detection/rules/catalog';

/** The calls of one rule and principal within the last `windowSeconds`. */
interface Recent {
  /** By time, from `first` on. */
  calls: { readonly second: number; readonly region: string }[];
  first: number;
  readonly callsByRegion: Map<string, number>;
}

/**
 * The principals that may have a sweep: those who reach both thresholds of a rule in some span of `windowSeconds`, wherever
 * windows begin. All others have none, and of a history these are nearly all.
 *
 * @param calls by time, each once.
 * @returns their keys.
 */
export function candidatesAmong(
  calls: Iterable<Call>,
  settings: Readonly<Record<RuleId, RuleSettings>>,
): ReadonlySet<string> {
  const candidates = new Set<string>();
  const partitions = new Map<string, Recent>();
  for (const call of calls) {
    for (const { key } of principalsOf(call)) {
      if (!candidates.has(key) && reaches(`${call.ruleId} ${key}`, call, partitions, settings)) {
        candidates.add(key);
      }
    }
  }
  return candidates;
}

/** Whether a call is counted under one of some principals. */
export function isOfAny(call: Call, keys: ReadonlySet<string>): boolean {
  return principalsOf(call).some(({ key }) => keys.has(key));
}

function principalsOf({ principal, otherPrincipals = [] }: Call): readonly Call['principal'][] {
  return otherPrincipals.length === 0 ? [principal] : [principal, ...otherPrincipals];
}

function reaches(
  partition: string,
  { ruleId, second, region }: Call,
  partitions: Map<string, Recent>,
  settings: Readonly<Record<RuleId, RuleSettings>>,
): boolean {
  const { windowSeconds, minRegions, minCalls } = settings[ruleId];
  const recent: Recent = partitions.get(partition) ?? {
    calls: [],
    first: 0,
    callsByRegion: new Map(),
  };
  partitions.set(partition, recent);
  forgetUntil(recent, second - windowSeconds);
  recent.calls.push({ second, region });
  recent.callsByRegion.set(region, (recent.callsByRegion.get(region) ?? 0) + 1);
  const callCount = recent.calls.length - recent.first;
  return recent.callsByRegion.size >= minRegions && callCount >= minCalls;
}

/** Forgets the calls up to a second, itself included. */
function forgetUntil(recent: Recent, second: number): void {
  const { calls, callsByRegion } = recent;
  for (let old = calls[recent.first]; old !== undefined && old.second <= second; ) {
    const left = (callsByRegion.get(old.region) as number) - 1;
    if (left === 0) {
      callsByRegion.delete(old.region);
    } else {
      callsByRegion.set(old.region, left);
    }
    recent.first += 1;
    old = calls[recent.first];
  }
  // Now and then, so that what is forgotten is dropped without a copy for each call.
  if (recent.first * 2 > calls.length) {
    recent.calls = calls.slice(recent.first);
    recent.first = 0;
  }
}
