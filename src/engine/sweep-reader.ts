import type { Bucket } from '../detection/bucket';
import { buildFinding } from '../detection/build-finding';
import type { Finding } from '../detection/finding';
import type { Interval, Thresholds } from '../detection/model';
import type { SeveritySettings } from '../detection/severity/assess';
import type { Sweep } from '../detection/sweep';
import { bucketOf } from '../detection/window';
import type { Partition, SweepStore } from '../ports/sweep-store';

/** The finding of a sweep from buckets that cover it, see {@link bucketSpan}. */
export function findingFrom(
  partition: Partition,
  thresholds: Thresholds,
  sweep: Sweep,
  buckets: readonly Bucket[],
  severity: SeveritySettings,
): Finding {
  const { first, last } = bucketSpan(sweep, partition.windowSeconds);
  const covering = buckets.filter(({ index }) => first <= index && index <= last);
  return buildFinding({
    ruleId: partition.ruleId,
    principal: partition.principal,
    thresholds,
    sweep,
    calls: covering.flatMap(({ calls }) => calls),
    completeness: { isSaturated: covering.some(({ isSaturated }) => isSaturated) },
    severity,
  });
}

/** A range of buckets by their indexes, both ends included. */
export interface BucketSpan {
  readonly first: number;
  readonly last: number;
}

/** The buckets that the calls of an interval are in. */
export function bucketSpan({ start, end }: Interval, windowSeconds: number): BucketSpan {
  return { first: bucketOf(start, windowSeconds), last: bucketOf(end - 1, windowSeconds) };
}

/**
 * The findings of a partition as they stand: one per sweep, with every call that has come in by now.
 * A finding is not stored twice; it follows from the ledger and the buckets.
 */
export async function readFindings(
  store: SweepStore,
  partition: Partition,
  thresholds: Thresholds,
  severity: SeveritySettings,
): Promise<Finding[]> {
  const { sweeps } = await store.readLedger(partition);
  const findings: Finding[] = [];
  for (const sweep of sweeps) {
    findings.push(await readFinding(store, partition, thresholds, sweep, severity));
  }
  return findings;
}

/** The finding of a sweep as it stands, with every call that has come in by now. */
export async function readFinding(
  store: SweepStore,
  partition: Partition,
  thresholds: Thresholds,
  sweep: Sweep,
  severity: SeveritySettings,
): Promise<Finding> {
  const { first, last } = bucketSpan(sweep, partition.windowSeconds);
  const buckets = await store.readBuckets(partition, first, last);
  return findingFrom(partition, thresholds, sweep, buckets, severity);
}
