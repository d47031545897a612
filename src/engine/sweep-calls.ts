import type { Bucket } from '../detection/bucket';
import { type Sweep, slackOf } from '../detection/incident/ledger';
import type { Thresholds, TrackedCall } from '../detection/model';
import { bucketOf, overlap, qualifyingIntervals } from '../detection/window';
import type { SweepStore } from '../ports/sweep-store';

/** How many buckets of a long sweep to read at each end. A flood of 24 h would not fit into a function's memory. */
const MAX_BUCKETS_OF_END = 60;

/** A range of buckets by their indexes, both ends included. */
export interface BucketSpan {
  readonly first: number;
  readonly last: number;
}

/** The buckets that the calls of a sweep may be in. */
export function bucketSpan(sweep: Sweep): BucketSpan {
  const { start, end, windowSeconds } = sweep;
  const slack = slackOf(sweep);
  return {
    first: Math.max(0, bucketOf(start - slack, windowSeconds)),
    last: bucketOf(end - 1 + slack, windowSeconds),
  };
}

/** The buckets of a sweep. */
export interface ReadSweep {
  readonly buckets: readonly Bucket[];
  /** False for a long sweep, of which only the beginning and the end are read. */
  readonly isComplete: boolean;
}

/** Reads the buckets of a sweep. @param maxBucketsOfEnd at each end of a long sweep. */
export async function readSweep(
  store: SweepStore,
  sweep: Sweep,
  maxBucketsOfEnd = MAX_BUCKETS_OF_END,
): Promise<ReadSweep> {
  const { first, last } = bucketSpan(sweep);
  if (last - first < 2 * maxBucketsOfEnd) {
    return { buckets: await store.readBuckets(sweep, first, last), isComplete: true };
  }
  const [head, tail] = await Promise.all([
    store.readBuckets(sweep, first, first + maxBucketsOfEnd - 1),
    store.readBuckets(sweep, last - maxBucketsOfEnd + 1, last),
  ]);
  return { buckets: [...head, ...tail], isComplete: false };
}

/** How often to look further. A sweep that goes on beyond is long enough to judge. */
const MAX_LOOKS = 20;

/**
 * A sweep as far as its calls reach. Where several identities share a principal, the ledger of each lists only the part
 * that it has seen.
 */
export async function wholeSweep(
  store: SweepStore,
  sweep: Sweep,
  thresholds: Thresholds,
): Promise<Sweep> {
  const { windowSeconds } = sweep;
  let whole = sweep;
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    const around = {
      ...whole,
      start: whole.start - windowSeconds,
      end: whole.end + windowSeconds,
    };
    const { buckets } = await readSweep(store, around);
    const exact = exactSweep(whole, callsOf(buckets), thresholds);
    if (exact.start === whole.start && exact.end === whole.end) {
      break;
    }
    whole = exact;
  }
  return whole;
}

/** A sweep with its exact ends, which the ledger only lists roughly. @param calls around it. */
export function exactSweep(
  sweep: Sweep,
  calls: readonly TrackedCall[],
  thresholds: Thresholds,
): Sweep {
  const own = qualifyingIntervals(calls, thresholds).filter((one) => overlap(one, sweep));
  return {
    ...sweep,
    start: Math.min(sweep.start, ...own.map(({ start }) => start)),
    end: Math.max(sweep.end, ...own.map(({ end }) => end)),
  };
}

export function callsOf(buckets: readonly Bucket[]): TrackedCall[] {
  return buckets.flatMap(({ calls }) => calls);
}
