import { Logger } from '@aws-lambda-powertools/logger';
import { SNSClient } from '@aws-sdk/client-sns';
import { routeRecord } from '../../demo/event-bus';
import { type LocalTopic, startLocalTopic } from '../../demo/local-topic';
import { createHandler } from '../../lambda/detector/create-handler';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { createSnsNotifier } from '../../src/adapters/sns/sns-notifier';
import { takeCalls } from '../../src/detection/cloudtrail/intake';
import { unwrap } from '../../src/detection/cloudtrail/unwrap';
import type { Finding } from '../../src/detection/finding';
import { identityOf } from '../../src/detection/incident/identity';
import {
  type Call,
  type RuleSettings,
  WINDOWINGS,
  type Windowing,
} from '../../src/detection/model';
import type { Severity } from '../../src/detection/rules/rule';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import { compareTexts } from '../../src/detection/text';
import { createDetector } from '../../src/engine/detector';
import { LEASE_MS } from '../../src/engine/incident-publisher';
import type { SweepStore } from '../../src/ports/sweep-store';
import { detectInOrder } from '../../src/replay/detect-in-order';
import { buildIncidents } from '../../src/replay/incidents';
import { generateTrail } from '../../tools/samples/generate-trail';
import { notificationIn, TOPIC_ARNS } from '../faults/inbox';
import { settingsOf } from '../support/calls';
import { RUNS_ALL_CASES } from '../support/case-count';
import { inParallel, shuffled } from '../support/delivery';
import { findingsOf, LIMITS } from '../support/detection';
import { type EmbeddedStore, startEmbeddedStore } from '../support/embedded-store';

/** Of the detector and of the replay alike. */
const CONFIG = {
  digest: sha256Digest,
  severity: DEFAULT_SEVERITY,
  lateEventHours: 24,
  renotifyMinutes: 60,
  notifyFrom: 'low',
} as const;

type Handler = ReturnType<typeof createHandler>;

/** Events in one invocation, and invocations at once. */
const ARRIVALS = {
  'one by one': { size: 1, width: 50 },
  'in groups': { size: 30, width: 5 },
} as const;
type Arrival = keyof typeof ARRIVALS;

/** Gives events to the handler. @returns those that have to come again. */
async function handOver(handler: Handler, events: readonly unknown[], arrival: Arrival) {
  const { size, width } = ARRIVALS[arrival];
  const failed: unknown[] = [];
  const groups = Array.from({ length: Math.ceil(events.length / size) }, (_, index) =>
    events.slice(index * size, (index + 1) * size),
  );
  await inParallel(groups, width, async (group) => {
    await handler(size === 1 ? group[0] : group).catch(() => failed.push(...group));
  });
  return failed;
}

/** How events reach the handler, and how it counts them. */
export interface Way {
  readonly windowing: Windowing;
  readonly arrival: Arrival;
}

export const ALL_WAYS: readonly Way[] = WINDOWINGS.flatMap((windowing) =>
  (['one by one', 'in groups'] as const).map((arrival) => ({ windowing, arrival })),
);

/** A store that refuses every seventh write of calls, as by throttling, until `recover` is called. */
function throttledStore(store: SweepStore): { readonly store: SweepStore; recover(): void } {
  let writes = 0;
  let isRecovered = false;
  return {
    store: {
      ...store,
      async addCalls(...parameters) {
        writes += 1;
        if (!isRecovered && writes % 7 === 0) {
          throw new Error('The table is throttled.');
        }
        return store.addCalls(...parameters);
      },
    },
    recover: () => {
      isRecovered = true;
    },
  };
}

/** Delivers events as AWS does: out of order, a third twice, many at once, failed ones again. */
export async function deliver(events: readonly unknown[], way: Way) {
  const embedded = await startEmbeddedStore();
  const topic = await startLocalTopic();
  try {
    return await deliverTo(embedded, topic, events, way);
  } finally {
    await topic.stop();
    await embedded.stop();
  }
}

async function deliverTo(
  embedded: EmbeddedStore,
  topic: LocalTopic,
  events: readonly unknown[],
  { windowing, arrival }: Way,
) {
  const settings = settingsOf({ windowing });
  let now = Date.now();
  const clock = (): number => now;
  const { store, recover } = throttledStore(embedded.store(LIMITS, clock));
  const client = new SNSClient({
    endpoint: topic.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const handler = createHandler({
    detector: createDetector({
      store,
      notifier: createSnsNotifier({ client, topicArns: TOPIC_ARNS }),
      clock,
      settings,
      ...CONFIG,
    }),
    parseOptions: { settings, digest: sha256Digest },
    logger: new Logger({ logLevel: 'SILENT' }),
    metrics: { record: () => {} },
  });
  let pending = shuffled([...events, ...shuffled(events, 7).slice(0, events.length / 3)], 11);
  pending = await handOver(handler, pending, arrival);
  expect(pending).not.toEqual([]);
  for (let attempt = 0; pending.length > 0 && attempt < 3; attempt += 1) {
    now += LEASE_MS + 20_000;
    recover();
    pending = await handOver(handler, pending, arrival);
  }
  client.destroy();
  expect(pending).toEqual([]);
  const { calls } = takeCalls(
    events.flatMap((event) => [...unwrap(event)]),
    { settings, digest: sha256Digest },
  );
  const replayed = await detectInOrder(calls, {
    store: createMemorySweepStore(LIMITS),
    settings,
    ...CONFIG,
  });
  return {
    live: (await findingsOf(store, settings, calls)).sort(byStart),
    replayed: [...replayed.findings].sort(byStart),
    liveIncidents: await outlinesIn(store, settings, calls),
    replayedIncidents: buildIncidents(replayed).map(
      ({ id, identity, severity }): Outline => ({
        identity: identity.key,
        severity,
        findings: replayed.findings
          .filter(({ incidentId }) => incidentId === id)
          .map(nameOf)
          .sort(),
      }),
    ),
    opened: topic.messages.map(notificationIn).filter(({ kind }) => kind === 'opened'),
  };
}

/** What live and replay must agree in, whatever the order of arrival. */
interface Outline {
  readonly identity: string;
  readonly severity: Severity;
  readonly findings: readonly string[];
}

/** The incidents of the ledgers of everybody who called. */
async function outlinesIn(
  store: SweepStore,
  settings: Record<RuleId, RuleSettings>,
  calls: readonly Call[],
): Promise<Outline[]> {
  const findings = await findingsOf(store, settings, calls);
  const identities = new Set(calls.map(({ principal, caller }) => identityOf(principal, caller)));
  const outlines: Outline[] = [];
  for (const identity of identities) {
    const { incidents } = await store.readLedger(identity);
    for (const { id, worth } of incidents.filter((one) => one.mergedInto === undefined)) {
      const own = findings
        .filter(({ incidentId }) => incidentId === id)
        .map(nameOf)
        .sort();
      outlines.push({ identity, severity: worth.severity, findings: own });
    }
  }
  return outlines;
}

function nameOf({ rule, principal, window, severity }: Finding): string {
  return [window.start, window.end, rule.id, principal.key, severity].join(' ');
}

function byStart(a: Finding, b: Finding): number {
  return compareTexts(nameOf(a), nameOf(b));
}

/** A finding without what depends on when its calls arrived. */
function withoutArrival({ id: _i, incidentId: _n, detectedAt: _d, ...rest }: Finding) {
  return rest;
}

/** Expects both to find the same, and each incident to be opened once. */
export function expectParity(result: Awaited<ReturnType<typeof deliver>>): void {
  const { live, replayed, liveIncidents, replayedIncidents, opened } = result;
  const inOrder = (outlines: readonly Outline[]): Outline[] =>
    [...outlines].sort((a, b) => compareTexts(JSON.stringify(a), JSON.stringify(b)));
  expect(live.map(withoutArrival)).toEqual(replayed.map(withoutArrival));
  expect(inOrder(liveIncidents)).toEqual(inOrder(replayedIncidents));
  const openedIds = opened.map(({ incident }) => incident.id);
  expect(new Set(openedIds).size).toBe(openedIds.length);
  expect(openedIds).toEqual(expect.arrayContaining(live.map(({ incidentId }) => incidentId)));
}

/** The events of the sample trail, as EventBridge delivers them; in `npm test`, of one with less ordinary traffic. */
function sampleEvents(): unknown[] {
  const trafficFactor = RUNS_ALL_CASES ? 1 : 0.1;
  const records = generateTrail({ trafficFactor }).files.flatMap((file) => file.records);
  return records.map(routeRecord).filter((event) => event !== undefined);
}

export function describeParity(ways: readonly Way[]): void {
  describe('the deployed handler and replay', () => {
    it.each(ways)(
      'find the same incidents in the sample trail; the handler opens each once ($windowing, $arrival)',
      async (way) => {
        const result = await deliver(sampleEvents(), way);

        expect(result.live.length).toBeGreaterThan(3);
        expectParity(result);
      },
    );
  });
}
