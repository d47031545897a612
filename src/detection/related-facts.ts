import { networkOf } from './baseline/address';
import type { Principal, TrackedCall } from './model';
import type { RuleId } from './rules/rule-catalog';
import type { OtherRule, RelatedFacts, UnreadReason } from './severity/context';
import { distinctCalls } from './window';

/** A note that a principal made a sweep. */
export interface Sighting {
  readonly ruleId: RuleId;
  readonly principalKey: string;
  /** Start of the sweep. */
  readonly second: number;
}

type Seen = Omit<Sighting, 'second'>;

/** What is known around a sweep, and what could not be read. */
export interface RelatedRead {
  readonly ruleId: RuleId;
  readonly principal: Principal;
  /** Calls of other rules by the principal. */
  readonly otherCalls: readonly TrackedCall[];
  /** Sweeps of the same identity. */
  readonly ofIdentity: readonly Seen[];
  /** Sweeps from the same source IPs. */
  readonly atAddress: readonly Seen[];
  readonly failed?: UnreadReason;
}

/** How many source IPs to look at. An intruder cannot hide behind more of them: the identity counts too. */
const MAX_ADDRESSES = 3;

/** The source IPs that others may share, of the first calls of a sweep. @param calls by time. */
export function sharedAddressesOf(calls: readonly TrackedCall[]): string[] {
  const addresses = calls.flatMap(({ caller }) => networkOf(caller?.sourceIp ?? '') ?? []);
  return [...new Set(addresses)].slice(0, MAX_ADDRESSES);
}

/** What is related to a sweep. What was found counts, even where something else could not be read. */
export function relatedFacts(read: RelatedRead): RelatedFacts {
  const { ruleId, principal, ofIdentity, atAddress, failed } = read;
  const otherRule = otherRuleOf(read);
  if (otherRule === undefined && failed !== undefined) {
    return { state: 'unread', why: failed };
  }
  const others = [...ofIdentity, ...atAddress].filter(
    (seen) =>
      seen.ruleId === ruleId &&
      seen.principalKey !== principal.key &&
      groupingOf(seen.principalKey) === groupingOf(principal.key),
  );
  return {
    state: 'read',
    ...(otherRule !== undefined && { otherRule }),
    otherPrincipals: countPrincipals(others),
  };
}

/** The strongest link first: many identities may share a source IP. */
function otherRuleOf(read: RelatedRead): OtherRule | undefined {
  const { ruleId, otherCalls } = read;
  if (otherCalls.length > 0) {
    const calls = distinctCalls(otherCalls);
    const regions = new Set(calls.map(({ region }) => region)).size;
    return { by: 'principal', calls: calls.length, regions };
  }
  for (const [by, seen] of [
    ['identity', read.ofIdentity],
    ['address', read.atAddress],
  ] as const) {
    const found = seen.filter((one) => one.ruleId !== ruleId);
    if (found.length > 0) {
      return { by, principals: countPrincipals(found) };
    }
  }
  return undefined;
}

function countPrincipals(seen: readonly Seen[]): number {
  return new Set(seen.map(({ principalKey }) => principalKey)).size;
}

/**
 * The grouping that gave a principal its key. The same calls count under each grouping, so only a principal of the same
 * grouping is another one.
 */
function groupingOf(principalKey: string): string {
  return /^(?:accessKey|role|sourceIp)(?=:)/.exec(principalKey)?.[0] ?? 'arn';
}
