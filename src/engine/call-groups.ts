import type { Call, RuleSettings } from '../detection/model';
import type { RuleId } from '../detection/rules/catalog';
import { bucketOf } from '../detection/window';
import type { Partition } from '../ports/sweep-store';

/** Calls of one partition and bucket: what one write takes. */
export interface CallGroup {
  readonly key: string;
  readonly partition: Partition;
  readonly bucket: number;
  readonly calls: readonly [Call, ...Call[]];
}

/** Groups calls by partition and bucket, in the order in which each first comes up. */
export function groupCalls(
  calls: readonly Call[],
  settings: Readonly<Record<RuleId, RuleSettings>>,
): CallGroup[] {
  const groups = new Map<string, { group: CallGroup; calls: Call[] }>();
  for (const call of calls) {
    const { ruleId, principal } = call;
    const { windowSeconds } = settings[ruleId];
    const bucket = bucketOf(call.second, windowSeconds);
    const key = `${ruleId} ${bucket} ${principal.key}`;
    const known = groups.get(key);
    if (known === undefined) {
      const members: [Call, ...Call[]] = [call];
      const partition = { ruleId, principal, windowSeconds };
      groups.set(key, { group: { key, partition, bucket, calls: members }, calls: members });
    } else {
      known.calls.push(call);
    }
  }
  return [...groups.values()].map(({ group }) => group);
}
