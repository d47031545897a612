import { startLocalTopic } from '../../demo/local-topic';
import type { Bucket } from '../../src/detection/bucket';
import type { Finding } from '../../src/detection/finding';
import type { IncidentState, Sweep } from '../../src/detection/incident/ledger';
import type { Call, RuleSettings } from '../../src/detection/model';
import type { Notification } from '../../src/detection/notification';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import { groupCalls } from '../../src/engine/call-groups';
import type { SweepStore } from '../../src/ports/sweep-store';
import { notificationIn } from '../faults/inbox';
import { ALICE_ARN, callOf } from '../support/calls';
import { findingsOf, LIMITS } from '../support/detection';
import { createStateTable, type Traffic } from '../support/state-table';
import { createFleet, type Fleet } from './handler-fleet';
import { DELIVERED_AT, type Race, type RaceCall } from './race-cases';

/** The earliest retry of Lambda or of the queue: after the lease of a notification. */
const RETRY_DELAY_MS = 60_000;
/** The number of attempts of Lambda at an event. */
const MAX_ATTEMPTS = 3;

/** The contents of the table after a race. */
interface State {
  /** The calls of all buckets. */
  readonly calls: readonly { readonly eventId: string }[];
  /** Deliveries as the buckets count them. */
  readonly deliveries: number;
  /** The sweeps of Alice's ledger. */
  readonly sweeps: readonly Sweep[];
  readonly incidents: readonly IncidentState[];
  readonly findings: readonly Finding[];
}

export interface RaceOutcome extends Pick<Fleet, 'deliveries' | 'redeliveries' | 'errors'> {
  /** Events and batches that failed at every attempt. */
  readonly givenUp: readonly unknown[];
  readonly state: State;
  /** The published notifications, in that order. */
  readonly published: readonly Notification[];
  readonly traffic: Traffic;
}

export interface RaceParts {
  readonly race: Race;
  /** The number of handlers. */
  readonly handlers: number;
  /** The endpoint of a DynamoDB. */
  readonly endpoint: string;
  readonly settings: Record<RuleId, RuleSettings>;
}

/** Delivers the waves of a race to the handlers, as AWS does: what fails is delivered again. */
export async function runRace({
  race: { calls, waves },
  handlers,
  endpoint,
  settings,
}: RaceParts): Promise<RaceOutcome> {
  const topic = await startLocalTopic();
  const table = await createStateTable(endpoint);
  let now = DELIVERED_AT;
  const clock = () => now;
  const fleet = createFleet({
    size: handlers,
    table,
    snsEndpoint: topic.endpoint,
    clock,
    settings,
  });
  try {
    const givenUp: unknown[] = [];
    for (const wave of waves) {
      let pending = wave;
      for (let attempt = 0; pending.length > 0 && attempt < MAX_ATTEMPTS; attempt += 1) {
        pending = await fleet.invoke(pending);
        now += RETRY_DELAY_MS;
      }
      givenUp.push(...pending);
    }
    const { deliveries, redeliveries, errors } = fleet;
    const traffic = table.takeTraffic();
    const state = await stateOf(table.connect()(LIMITS, clock), settings, calls);
    const published = topic.messages.map(notificationIn);
    return { deliveries, redeliveries, errors, givenUp, traffic, state, published };
  } finally {
    fleet.close();
    table.close();
    await topic.stop();
  }
}

async function stateOf(
  store: SweepStore,
  settings: Record<RuleId, RuleSettings>,
  raceCalls: readonly RaceCall[],
): Promise<State> {
  const calls = raceCalls.map(toCall);
  const groups = groupCalls(calls, settings).flat();
  const buckets: Bucket[] = [];
  for (const { partition, bucket } of groups) {
    buckets.push(...(await store.readBuckets(partition, bucket, bucket)));
  }
  const { sweeps, incidents } = await store.readLedger(ALICE_ARN);
  return {
    calls: buckets.flatMap((bucket) => bucket.calls),
    deliveries: buckets.reduce((sum, bucket) => sum + bucket.deliveries, 0),
    sweeps,
    incidents,
    findings: await findingsOf(store, settings, calls),
  };
}

function toCall({ ruleId, eventId, second, region }: RaceCall): Call {
  const principal = { kind: 'arn', key: `arn:${ALICE_ARN}` } as const;
  return callOf({ ruleId, eventId, second, region, principal });
}
