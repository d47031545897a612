import type { Finding } from '../../src/detection/finding';
import type { Partition, Thresholds, TrackedCall } from '../../src/detection/model';
import type { Sweep } from '../../src/detection/sweep';
import { bucketOf } from '../../src/detection/window';
import { findingFrom } from '../../src/engine/sweep-reader';
import { type OracleSweep, oracleSweeps } from '../support/oracle';
import type { Run } from './run-scenario';
import type { ScenarioCall } from './scenario';

/** What a run found about one user and rule, and what it should have found. */
export interface Found {
  readonly name: string;
  /** Each call once. */
  readonly calls: readonly ScenarioCall[];
  /** The number of deliveries. */
  readonly arrivals: number;
  /** The number of additions that the store counted. */
  readonly deliveries: number;
  readonly expected: readonly OracleSweep[];
  readonly stored: readonly TrackedCall[];
  /** True if the store may have refused calls. */
  readonly isSaturated: boolean;
  readonly sweeps: readonly Sweep[];
  /** One finding per sweep, built from the store. */
  readonly findings: readonly Finding[];
  /** The findings of all notifications. */
  readonly published: readonly Finding[];
  /** The calls in the dead-letter queue. */
  readonly dead: readonly ScenarioCall[];
}

/** What a run found about every user and rule. */
export async function whatIsFound(run: Run): Promise<Found[]> {
  const found: Found[] = [];
  for (const name of new Set(run.calls.map(nameOf))) {
    const calls = run.calls.filter((call) => nameOf(call) === name);
    found.push(await foundOf(name, calls, run));
  }
  return found;
}

async function foundOf(
  name: string,
  deliveries: readonly ScenarioCall[],
  { config, store, published, deadLetters }: Run,
): Promise<Found> {
  const calls = [...new Map(deliveries.map((call) => [call.eventId, call])).values()];
  const [{ ruleId, arn }] = calls as [ScenarioCall];
  const thresholds: Thresholds = config.rules[ruleId];
  const { windowSeconds } = thresholds;
  const principal = { kind: 'arn', key: `arn:${arn}` } as const;
  const partition: Partition = { ruleId, principal, windowSeconds };
  const { sweeps } = await store.readLedger(partition);
  const indexes = calls.map(({ second }) => bucketOf(second, windowSeconds));
  const buckets = await store.readBuckets(partition, Math.min(...indexes), Math.max(...indexes));
  return {
    name,
    calls,
    arrivals: deliveries.length,
    deliveries: buckets.reduce((sum, bucket) => sum + bucket.deliveries, 0),
    expected: oracleSweeps(calls, thresholds),
    stored: buckets.flatMap((bucket) => bucket.calls),
    isSaturated: buckets.some((bucket) => bucket.isSaturated),
    sweeps,
    findings: sweeps.map((sweep) =>
      findingFrom(partition, thresholds, sweep, buckets, config.severity),
    ),
    published: published().filter(
      (finding) => finding.rule.id === ruleId && finding.principal.key === principal.key,
    ),
    dead: deadLetters.map(({ call }) => call).filter((call) => nameOf(call) === name),
  };
}

function nameOf({ ruleId, arn }: ScenarioCall): string {
  return `${ruleId} by ${arn.slice(arn.lastIndexOf('/') + 1)}`;
}
