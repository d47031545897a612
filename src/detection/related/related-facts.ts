import type { Principal, TrackedCall } from '../model';
import type { RuleId } from '../rules/rule-catalog';
import type { OtherRule, RelatedFacts, UnreadReason } from '../severity/context';
import { distinctCalls } from '../window';
import type { SharedIdentity } from './shared-identity';

/** A note that a principal made a sweep. */
export interface Sighting {
  readonly ruleId: RuleId;
  readonly principalKey: string;
  /** Start of the sweep. */
  readonly second: number;
}

/** What was read around a sweep, and what could not be read. */
export interface RelatedRead {
  readonly ruleId: RuleId;
  readonly principal: Principal;
  /** Calls of other rules by the principal. */
  readonly otherCalls: readonly TrackedCall[];
  readonly sightings: readonly {
    readonly identity: SharedIdentity;
    readonly found: readonly Sighting[];
  }[];
  readonly failed?: UnreadReason;
}

/** What is related to a sweep. What was found counts, even where something else could not be read. */
export function relatedFacts(read: RelatedRead): RelatedFacts {
  const otherRule = otherRuleOf(read);
  if (otherRule === undefined && read.failed !== undefined) {
    return { state: 'unread', why: read.failed };
  }
  const others = read.sightings
    .filter(({ identity: { kind } }) => kind !== 'role')
    .flatMap(({ found }) => found)
    .filter(
      ({ ruleId, principalKey }) => ruleId === read.ruleId && principalKey !== read.principal.key,
    );
  return {
    state: 'read',
    ...(otherRule !== undefined && { otherRule }),
    otherPrincipals: countPrincipals(others),
  };
}

/** The strongest link first: many people may share a role, and more may share a source IP. */
function otherRuleOf({ ruleId, otherCalls, sightings }: RelatedRead): OtherRule | undefined {
  if (otherCalls.length > 0) {
    const calls = distinctCalls(otherCalls);
    const regions = new Set(calls.map(({ region }) => region)).size;
    return { by: 'principal', calls: calls.length, regions };
  }
  for (const by of ['accessKey', 'role', 'address'] as const) {
    const found = sightings
      .filter(({ identity: { kind } }) => kind === by)
      .flatMap((entry) => entry.found)
      .filter((sighting) => sighting.ruleId !== ruleId);
    if (found.length > 0) {
      return { by, principals: countPrincipals(found) };
    }
  }
  return undefined;
}

function countPrincipals(sightings: readonly Sighting[]): number {
  return new Set(sightings.map(({ principalKey }) => principalKey)).size;
}
