import type { Bucket } from '../detection/bucket';
import type { TrackedCall } from '../detection/model';

/** Entries remembered; beyond it the oldest goes. */
const MAX_ENTRIES = 10_000;

/**
 * Remembers full buckets whose calls were handled to the end, so that a flood of calls by one principal costs
 * nothing more: a call in a region that a full bucket already has changes neither the bucket nor a verdict.
 * Forgetting an entry costs a write, never a finding.
 */
export interface SettledBuckets {
  /** Whether none of these calls can change the bucket. */
  covers(key: string, calls: readonly TrackedCall[]): boolean;
  /** To be called only after everything that follows from the bucket is done. */
  remember(key: string, bucket: Bucket): void;
}

export function createSettledBuckets(): SettledBuckets {
  const regionsByKey = new Map<string, ReadonlySet<string>>();
  return {
    covers(key, calls) {
      const regions = regionsByKey.get(key);
      return regions !== undefined && calls.every(({ region }) => regions.has(region));
    },
    remember(key, bucket) {
      if (!bucket.isFull) {
        return;
      }
      regionsByKey.delete(key);
      regionsByKey.set(key, new Set(bucket.calls.map(({ region }) => region)));
      if (regionsByKey.size > MAX_ENTRIES) {
        regionsByKey.delete(regionsByKey.keys().next().value as string);
      }
    },
  };
}
