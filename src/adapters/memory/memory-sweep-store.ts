import {
  type Bucket,
  type BucketLimits,
  countRepeats,
  fitCalls,
  fullnessOf,
} from '../../detection/bucket';
import { withoutPath } from '../../detection/incident/identity';
import { EMPTY_LEDGER } from '../../detection/incident/ledger';
import { memberOf } from '../../detection/member-of';
import type { Partition, TrackedCall } from '../../detection/model';
import type { Ledger, SweepStore } from '../../ports/sweep-store';

interface StoredBucket {
  calls: readonly TrackedCall[];
  deliveries: number;
  heardAt?: number | undefined;
}

/**
 * A store in this process, for replays and tests. Nothing in it expires.
 *
 * @param noteArrival the time of an arrival by EventBridge, in seconds since the epoch; see `BucketBefore`.
 */
export function createMemorySweepStore(
  limits: BucketLimits,
  noteArrival?: () => number | undefined,
): SweepStore {
  const partitions = new Map<string, Map<number, StoredBucket>>();
  const ledgers = new Map<string, Ledger>();

  const bucketsOf = (partition: Partition) =>
    memberOf(partitions, keyOf(partition), () => new Map<number, StoredBucket>());
  const readBucket = (index: number, { calls, deliveries }: StoredBucket): Bucket => ({
    index,
    calls,
    deliveries,
    ...fullnessOf(calls, limits),
  });
  const readLedger = (identity: string): Ledger =>
    ledgers.get(withoutPath(identity)) ?? EMPTY_LEDGER;

  return {
    async addCalls(partition, index, calls) {
      const buckets = bucketsOf(partition);
      const held: StoredBucket = buckets.get(index) ?? { calls: [], deliveries: 0 };
      const fitting = fitCalls(held.calls, calls, limits);
      const stored = {
        calls: fitting.calls.length === 0 ? held.calls : [...held.calls, ...fitting.calls],
        deliveries: held.deliveries + calls.length,
        heardAt: held.heardAt ?? noteArrival?.(),
      };
      buckets.set(index, stored);
      return {
        bucket: readBucket(index, stored),
        repeats: countRepeats(held.calls, calls, fitting.calls),
        before: {
          eventIds: new Set(held.calls.map(({ eventId }) => eventId)),
          ...(held.heardAt !== undefined && { heardAt: held.heardAt }),
        },
      };
    },
    async readBuckets(partition, first, last) {
      const buckets = bucketsOf(partition);
      const indexes =
        last - first < buckets.size
          ? Array.from({ length: last - first + 1 }, (_, offset) => first + offset)
          : [...buckets.keys()].filter((index) => first <= index && index <= last).sort(ascending);
      return indexes.flatMap((index) => {
        const stored = buckets.get(index);
        return stored === undefined ? [] : [readBucket(index, stored)];
      });
    },
    async readLedger(identity) {
      return readLedger(identity);
    },
    async writeLedger(identity, state, version) {
      if (readLedger(identity).version !== version) {
        return false;
      }
      ledgers.set(withoutPath(identity), { ...state, version: version + 1 });
      return true;
    },
  };
}

function keyOf({ ruleId, windowSeconds, principal }: Partition): string {
  return `${ruleId} ${windowSeconds} ${principal.key}`;
}

function ascending(a: number, b: number): number {
  return a - b;
}
