import type { Call, Partition, RuleSettings } from '../detection/model';
import type { RuleId } from '../detection/rules/rule-catalog';
import { bucketOf } from '../detection/window';

/** Calls of one partition and bucket, which one write stores. */
export interface CallGroup {
  readonly key: string;
  readonly partition: Partition;
  readonly bucket: number;
  readonly calls: readonly [Call, ...Call[]];
  /** The other partitions that count these calls, the more specific first. */
  readonly others: readonly Partition[];
}

/** Groups that share calls, the more specific first. */
export type LinkedGroups = readonly CallGroup[];

interface GrowingGroup extends CallGroup {
  readonly calls: [Call, ...Call[]];
  readonly others: Partition[];
  /** 0 for the most specific grouping of its calls. */
  readonly rank: number;
}

/**
 * Groups calls by partition and bucket, in order of first appearance. A call that counts for several principals is in a
 * group of each, and all these groups of one list of calls form one set.
 */
export function groupCalls(
  calls: readonly Call[],
  settings: Readonly<Record<RuleId, RuleSettings>>,
): LinkedGroups[] {
  const groups = new Map<string, GrowingGroup>();
  for (const call of calls) {
    const partitions = partitionsOf(call, settings);
    for (const [rank, partition] of partitions.entries()) {
      const bucket = bucketOf(call.second, partition.windowSeconds);
      const key = `${partition.ruleId} ${bucket} ${partition.principal.key}`;
      const known = groups.get(key);
      if (known === undefined) {
        groups.set(key, { key, partition, bucket, calls: [call], others: [], rank });
      } else {
        known.calls.push(call);
      }
      link(groups.get(key) as GrowingGroup, partitions);
    }
  }
  const all = [...groups.values()];
  const linked = all.filter(({ others }) => others.length > 0).sort((a, b) => a.rank - b.rank);
  return [
    ...(linked.length > 0 ? [linked] : []),
    ...all.filter(({ others }) => others.length === 0).map((group) => [group]),
  ];
}

/** The partitions that count a call, the most specific first. */
function partitionsOf(
  { ruleId, principal, otherPrincipals = [] }: Call,
  settings: Readonly<Record<RuleId, RuleSettings>>,
): Partition[] {
  const { windowSeconds } = settings[ruleId];
  return [principal, ...otherPrincipals].map((each: Principal) => {
    return { ruleId, principal: each, windowSeconds };
  });
}

/** How many other partitions a group remembers; a role can have very many sessions. */
const MAX_OTHERS = 10;

function link({ partition, others }: GrowingGroup, partitions: readonly Partition[]): void {
  for (const other of partitions) {
    const { key } = other.principal;
    const isKnown = [partition, ...others].some(({ principal }) => principal.key === key);
    if (!isKnown && others.length < MAX_OTHERS) {
      others.push(other);
    }
  }
}
