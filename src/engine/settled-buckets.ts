import { type Bucket, MAX_REGIONS } from '../detection/bucket';
import type { TrackedCall } from '../detection/model';
import { RecentMap } from '../detection/recent-map';
import type { Clock } from '../ports/clock';

/** How many entries to remember. */
const MAX_ENTRIES = 10_000;

/**
 * How long to remember a bucket, in milliseconds. Another process may claim a notification for a call of the bucket
 * and die. The call is then delivered again, after 60 s at the earliest, perhaps to this process. The other process ran
 * for at most 20 s, so whatever is remembered by then was learned after the claim, and takes it into account.
 */
export const SETTLED_MS = 30_000;

/**
 * Remembers full buckets whose calls were handled completely, so that a flood of calls by one principal costs nothing
 * more. A call in a region that a full bucket already has changes neither the bucket nor a verdict. Neither does a call
 * in a new region when the bucket has as many regions as it may. Forgetting an entry costs a write, never a finding.
 */
export interface SettledBuckets {
  /** Whether none of these calls can change the bucket. */
  covers(key: string, calls: readonly TrackedCall[]): boolean;
  /** Call it only after everything that follows from the bucket is done. */
  remember(key: string, bucket: Bucket): void;
}

interface Entry {
  readonly regions: ReadonlySet<string>;
  /** Whether the bucket rejects calls in these regions. */
  readonly isFull: boolean;
  /** Whether it rejects calls in other regions. */
  readonly hasAllRegions: boolean;
  readonly until: number;
}

export function createSettledBuckets(clock: Clock): SettledBuckets {
  const entries = new RecentMap<string, Entry>(MAX_ENTRIES);
  return {
    covers(key, calls) {
      const entry = entries.get(key);
      return (
        entry !== undefined &&
        clock() < entry.until &&
        calls.every(({ region }) =>
          entry.regions.has(region) ? entry.isFull : entry.hasAllRegions,
        )
      );
    },
    remember(key, { calls, isFull, isSaturated }) {
      if (!isSaturated) {
        return;
      }
      const regions = new Set(calls.map(({ region }) => region));
      const hasAllRegions = regions.size >= MAX_REGIONS;
      entries.set(key, { regions, isFull, hasAllRegions, until: clock() + SETTLED_MS });
    },
  };
}
