import { ownerOf } from '../detection/incident/identity';
import { memberOf } from '../detection/member-of';
import type { Call, Partition, RuleSettings } from '../detection/model';
import type { RuleId } from '../detection/rules/rule-catalog';
import { bucketOf } from '../detection/window';

/** Calls of one partition and bucket, which one write stores. */
export interface CallGroup {
  readonly key: string;
  readonly partition: Partition;
  readonly bucket: number;
  readonly calls: readonly [Call, ...Call[]];
}

interface GrowingGroup extends CallGroup {
  readonly calls: [Call, ...Call[]];
}

/**
 * Groups calls by partition and bucket, in order of first appearance. A call that counts for several principals is in a
 * group of each.
 *
 * @returns the groups of one identity together.
 */
export function groupCalls(
  calls: readonly Call[],
  settings: Readonly<Record<RuleId, RuleSettings>>,
): (readonly CallGroup[])[] {
  const groups = new Map<string, GrowingGroup>();
  for (const call of calls) {
    const { ruleId, principal: mostSpecific, otherPrincipals = [] } = call;
    const { windowSeconds } = settings[ruleId];
    const bucket = bucketOf(call.second, windowSeconds);
    for (const principal of [mostSpecific, ...otherPrincipals]) {
      const key = `${ruleId} ${bucket} ${principal.key}`;
      const known = groups.get(key);
      if (known === undefined) {
        const partition = { ruleId, principal, windowSeconds };
        groups.set(key, { key, partition, bucket, calls: [call] });
      } else {
        known.calls.push(call);
      }
    }
  }
  const byIdentity = new Map<string, CallGroup[]>();
  for (const group of groups.values()) {
    const identity = ownerOf(group.partition.principal, group.calls);
    memberOf(byIdentity, identity, (): CallGroup[] => []).push(group);
  }
  return [...byIdentity.values()];
}
