import type { Bucket } from '../detection/bucket';
import { buildFinding } from '../detection/build-finding';
import type { Finding } from '../detection/finding';
import type { Interval, Thresholds, TrackedCall } from '../detection/model';
import type { SeveritySettings } from '../detection/severity/assess';
import type { SweepContext } from '../detection/severity/context';
import type { Sweep } from '../detection/sweep';
import { bucketOf } from '../detection/window';
import type { Partition, SweepStore } from '../ports/sweep-store';
import type { ContextReader } from './sweep-context';

/**
 * The finding of a sweep from buckets that cover it, see {@link bucketSpan}.
 *
 * @param context what RegionSweep knows beyond the calls; nothing where it is left out.
 */
export function findingFrom(
  partition: Partition,
  thresholds: Thresholds,
  sweep: Sweep,
  buckets: readonly Bucket[],
  severity: SeveritySettings,
  context?: SweepContext,
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
    ...(context !== undefined && { context }),
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

/** A sweep with the buckets that cover it. */
interface ReadSweep {
  readonly sweep: Sweep;
  readonly buckets: readonly Bucket[];
}

/** A sweep with every call that has arrived by now. */
export async function readSweep(
  store: SweepStore,
  partition: Partition,
  sweep: Sweep,
): Promise<ReadSweep> {
  const { first, last } = bucketSpan(sweep, partition.windowSeconds);
  return { sweep, buckets: await store.readBuckets(partition, first, last) };
}

/** The sweeps of a partition with their own finding, each with every call that has arrived by now. */
async function readSweeps(store: SweepStore, partition: Partition): Promise<ReadSweep[]> {
  const { sweeps } = await store.readLedger(partition);
  const read: ReadSweep[] = [];
  for (const sweep of sweeps.filter(({ partOf }) => partOf === undefined)) {
    read.push(await readSweep(store, partition, sweep));
  }
  return read;
}

/**
 * The findings of a partition as they now are: one per sweep, with every call that has arrived by now.
 * A finding is not stored twice; it follows from the ledger and the buckets.
 *
 * @param contexts looks up what RegionSweep knows beyond the calls; nothing where it is left out.
 */
export async function readFindings(
  store: SweepStore,
  partition: Partition,
  thresholds: Thresholds,
  severity: SeveritySettings,
  contexts?: ContextReader,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { sweep, buckets } of await readSweeps(store, partition)) {
    const context = await contexts?.contextOf(partition, sweep, callsOf(buckets));
    findings.push(findingFrom(partition, thresholds, sweep, buckets, severity, context));
  }
  return findings;
}

export function callsOf(buckets: readonly Bucket[]): TrackedCall[] {
  return buckets.flatMap(({ calls }) => calls);
}
