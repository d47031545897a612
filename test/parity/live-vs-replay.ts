import { Logger } from '@aws-lambda-powertools/logger';
import { SNSClient } from '@aws-sdk/client-sns';
import { routeRecord } from '../../demo/event-bus';
import { type LocalTopic, startLocalTopic } from '../../demo/local-topic';
import { type BatchResult, createHandler } from '../../lambda/detector/create-handler';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { createSnsNotifier } from '../../src/adapters/sns/sns-notifier';
import { takeCalls } from '../../src/detection/cloudtrail/intake';
import { unwrap } from '../../src/detection/cloudtrail/unwrap';
import type { Finding } from '../../src/detection/finding';
import { WINDOWINGS, type Windowing } from '../../src/detection/model';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import { LEASE_MS } from '../../src/engine/claim-publisher';
import { createDetector } from '../../src/engine/detector';
import type { SweepStore } from '../../src/ports/sweep-store';
import { detectInOrder } from '../../src/replay/detect-in-order';
import { generateTrail } from '../../tools/samples/generate-trail';
import { settingsOf } from '../support/calls';
import { RUNS_ALL_CASES } from '../support/case-count';
import { inParallel, shuffled } from '../support/delivery';
import { findingsOf, LIMITS, RULE_SEVERITY } from '../support/detection';
import { sqsBatch } from '../support/detector-handler';
import { type EmbeddedStore, startEmbeddedStore } from '../support/embedded-store';

const LATE_EVENT_HOURS = 24;

type Handler = ReturnType<typeof createHandler>;

/** Ways to hand events to the handler; each gives back those that have to come again. */
const INGESTIONS = {
  /** Each by itself, 50 at once. */
  async direct(handler: Handler, events: readonly unknown[]) {
    const failed: unknown[] = [];
    await inParallel(events, 50, async (event) => {
      await handler(event).catch(() => failed.push(event));
    });
    return failed;
  },
  /** As messages in batches of 30, five batches at once. */
  async queue(handler: Handler, events: readonly unknown[]) {
    const failed: unknown[] = [];
    const batches = Array.from({ length: Math.ceil(events.length / 30) }, (_, index) =>
      events.slice(index * 30, (index + 1) * 30),
    );
    await inParallel(batches, 5, async (batch) => {
      const { batchItemFailures } = (await handler(sqsBatch(batch))) as BatchResult;
      failed.push(...batch.filter((_, index) => isAmong(batchItemFailures, index)));
    });
    return failed;
  },
};
type Ingestion = keyof typeof INGESTIONS;

function isAmong(failures: BatchResult['batchItemFailures'], index: number): boolean {
  return failures.some(({ itemIdentifier }) => itemIdentifier === `message-${index}`);
}

/** How events reach the handler, and how it counts them. */
export interface Way {
  readonly windowing: Windowing;
  readonly ingestion: Ingestion;
}

export const ALL_WAYS: readonly Way[] = WINDOWINGS.flatMap((windowing) =>
  (['direct', 'queue'] as const).map((ingestion) => ({ windowing, ingestion })),
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
  { windowing, ingestion }: Way,
) {
  const settings = settingsOf({ windowing });
  let now = Date.now();
  const { store, recover } = throttledStore(embedded.store(LIMITS, () => now));
  const client = new SNSClient({
    endpoint: topic.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const handler = createHandler({
    detector: createDetector({
      store,
      notifier: createSnsNotifier({
        client,
        topicArns: {
          people: 'arn:aws:sns:us-east-1:123456789012:t',
          archive: 'arn:aws:sns:us-east-1:123456789012:t',
        },
      }),
      clock: () => now,
      digest: sha256Digest,
      settings,
      severity: RULE_SEVERITY,
      lateEventHours: LATE_EVENT_HOURS,
      renotifyMinutes: 0,
      notifyFrom: 'low',
    }),
    parseOptions: { settings, digest: sha256Digest },
    logger: new Logger({ logLevel: 'SILENT' }),
    metrics: { record: () => {} },
  });
  let pending = shuffled([...events, ...shuffled(events, 7).slice(0, events.length / 3)], 11);
  pending = await INGESTIONS[ingestion](handler, pending);
  expect(pending).not.toEqual([]);
  for (let attempt = 0; pending.length > 0 && attempt < 3; attempt += 1) {
    now += LEASE_MS + 20_000;
    recover();
    pending = await INGESTIONS[ingestion](handler, pending);
  }
  client.destroy();
  expect(pending).toEqual([]);
  const { calls } = takeCalls(
    events.flatMap((event) => [...unwrap(event)]),
    { settings, digest: sha256Digest },
  );
  const live = await findingsOf(store, settings, calls);
  const { findings } = await detectInOrder(calls, {
    store: createMemorySweepStore(LIMITS),
    settings,
    severity: DEFAULT_SEVERITY,
    lateEventHours: LATE_EVENT_HOURS,
    renotifyMinutes: 0,
    digest: sha256Digest,
  });
  const publishedIds = topic.messages.map(
    ({ bodies }) => (JSON.parse(bodies['default'] ?? '') as Finding).id,
  );
  return { live: live.sort(byStart), replayed: [...findings].sort(byStart), publishedIds };
}

function byStart(a: Finding, b: Finding): number {
  return `${a.window.start} ${a.rule.id} ${a.principal.key}` <
    `${b.window.start} ${b.rule.id} ${b.principal.key}`
    ? -1
    : 1;
}

/** A finding without what depends on when its calls arrived. */
export function withoutArrival({ id: _id, detectedAt: _detectedAt, ...rest }: Finding) {
  return rest;
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
      'find the same in the sample trail; the handler publishes each finding once ($windowing, $ingestion)',
      async (way) => {
        const { live, replayed, publishedIds } = await deliver(sampleEvents(), way);

        expect(live.length).toBeGreaterThan(3);
        expect(live.map(withoutArrival)).toEqual(replayed.map(withoutArrival));
        expect([...publishedIds].sort()).toEqual(live.map(({ id }) => id).sort());
      },
    );
  });
}
