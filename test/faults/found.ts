import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { Finding } from '../../src/detection/finding';
import type { LedgerState, Sweep } from '../../src/detection/incident/ledger';
import type { Partition, TrackedCall } from '../../src/detection/model';
import { bucketOf } from '../../src/detection/window';
import { createJudge } from '../../src/engine/judge';
import { type OwnedSweep, ownedSweeps } from '../support/incident-oracle';
import type { Run } from './run-scenario';
import type { ScenarioCall } from './scenario';

/** What a run found about one principal and rule, and what it should have found. */
export interface Found {
  readonly name: string;
  /** Each call once. */
  readonly calls: readonly ScenarioCall[];
  /** The number of deliveries. */
  readonly arrivals: number;
  /** The number of additions that the store counted. */
  readonly deliveries: number;
  readonly expected: readonly OwnedSweep[];
  readonly stored: readonly TrackedCall[];
  /** True if the store may have refused calls. */
  readonly isSaturated: boolean;
  readonly sweeps: readonly Sweep[];
  /** The ledger of the identity. */
  readonly ledger: LedgerState;
  /** One finding per sweep, built from the store. */
  readonly findings: readonly Finding[];
  /** The calls in the dead-letter queue. */
  readonly dead: readonly ScenarioCall[];
}

/** What a run found about every principal and rule. */
export async function whatIsFound(run: Run): Promise<Found[]> {
  const found: Found[] = [];
  const partitions = new Map(
    run.calls.flatMap(({ call }) => partitionsOf(call, run).map((one) => [nameOf(one), one])),
  );
  for (const partition of partitions.values()) {
    found.push(await foundOf(partition, run));
  }
  return found;
}

async function foundOf(partition: Partition, run: Run): Promise<Found> {
  const { config, store, deadLetters } = run;
  const name = nameOf(partition);
  const isOwn = ({ call }: ScenarioCall): boolean =>
    partitionsOf(call, run).some((one) => nameOf(one) === name);
  const deliveries = run.calls.filter(isOwn);
  const calls = [...new Map(deliveries.map((one) => [one.call.eventId, one])).values()];
  const { ruleId, principal, windowSeconds } = partition;
  const { identity } = calls[0] as ScenarioCall;
  const ledger = await store.readLedger(identity);
  const sweeps = ledger.sweeps.filter(
    (sweep) => sweep.ruleId === ruleId && sweep.principal.key === principal.key,
  );
  const indexes = calls.map(({ call }) => bucketOf(call.second, windowSeconds));
  const buckets = await store.readBuckets(partition, Math.min(...indexes), Math.max(...indexes));
  const judge = createJudge({ ...config, store, settings: config.rules, digest: sha256Digest });
  const judgements = await Promise.all(sweeps.map((sweep) => judge.byStore(sweep, ledger.sweeps)));
  return {
    name,
    calls,
    arrivals: deliveries.length,
    deliveries: buckets.reduce((sum, bucket) => sum + bucket.deliveries, 0),
    expected: ownedSweeps(calls, config.rules).filter(
      (sweep) => sweep.principalKey === principal.key,
    ),
    stored: buckets.flatMap((bucket) => bucket.calls),
    isSaturated: buckets.some((bucket) => bucket.isSaturated),
    sweeps,
    ledger,
    findings: judgements.map(({ finding }) => finding),
    dead: deadLetters.map(({ call }) => call).filter(isOwn),
  };
}

function partitionsOf({ ruleId, principal, otherPrincipals = [] }: ScenarioCall['call'], run: Run) {
  const { windowSeconds } = run.config.rules[ruleId];
  return [principal, ...otherPrincipals].map(
    (one): Partition => ({ ruleId, principal: one, windowSeconds }),
  );
}

function nameOf({ ruleId, principal }: Partition): string {
  return `${ruleId} by ${principal.key}`;
}
