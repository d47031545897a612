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
import { inParallel, shuffled } from '../support/delivery';
import { findingsOf, LIMITS, RULE_SEVERITY } from '../support/detection';
import { sqsBatch } from '../support/detector-handler';
import { type EmbeddedStore, startEmbeddedStore } from '../support/embedded-store';
import { describeWithSharedData, readSharedRecords } from '../support/shared-data';

const LATE_EVENT_HOURS = 24;

let embedded: EmbeddedStore;
let topic: LocalTopic;

beforeEach(async () => {
  embedded = await startEmbeddedStore();
  topic = await startLocalTopic();
});

afterEach(async () => {
  await topic.stop();
  await embedded.stop();
});

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

const WAYS = WINDOWINGS.flatMap((windowing) =>
  (['direct', 'queue'] as const).map((ingestion) => ({ windowing, ingestion })),
);

/** A store that is refused every seventh write of calls, as by throttling, until it is mended. */
function throttledStore(store: SweepStore): { readonly store: SweepStore; mend(): void } {
  let writes = 0;
  let isMended = false;
  return {
    store: {
      ...store,
      async addCalls(...parameters) {
        writes += 1;
        if (!isMended && writes % 7 === 0) {
          throw new Error('The table is throttled.');
        }
        return store.addCalls(...parameters);
      },
    },
    mend: () => {
      isMended = true;
    },
  };
}

/** Delivers events as AWS does: out of order, a third twice, many at once, failed ones again. */
async function deliver(events: readonly unknown[], windowing: Windowing, ingestion: Ingestion) {
  const settings = settingsOf({ windowing });
  let now = Date.now();
  const { store, mend } = throttledStore(embedded.store(LIMITS, () => now));
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
    mend();
    pending = await INGESTIONS[ingestion](handler, pending);
  }
  client.destroy();
  expect(pending).toEqual([]);
  const { calls } = takeCalls(
    events.flatMap((event) => [...unwrap(event)]),
    { settings, digest: sha256Digest },
  );
  const live = await findingsOf(store, settings, calls);
  const replayed = await detectInOrder(calls, {
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
  return { live: live.sort(byStart), replayed: replayed.sort(byStart), publishedIds };
}

function byStart(a: Finding, b: Finding): number {
  return `${a.window.start} ${a.rule.id} ${a.principal.key}` <
    `${b.window.start} ${b.rule.id} ${b.principal.key}`
    ? -1
    : 1;
}

/** A finding without what depends on when its calls arrived. */
function withoutArrival({ id: _id, detectedAt: _detectedAt, ...rest }: Finding) {
  return rest;
}

describe('the deployed handler beside replay', () => {
  it.each(WAYS)(
    'finds the same in the sample trail and publishes each once ($windowing, $ingestion)',
    async ({ windowing, ingestion }) => {
      const records = generateTrail().files.flatMap((file) => file.records);
      const events = records.map(routeRecord).filter((event) => event !== undefined);

      const { live, replayed, publishedIds } = await deliver(events, windowing, ingestion);

      expect(live.length).toBeGreaterThan(3);
      expect(live.map(withoutArrival)).toEqual(replayed.map(withoutArrival));
      expect([...publishedIds].sort()).toEqual(live.map(({ id }) => id).sort());
    },
  );
});

describeWithSharedData('the deployed handler beside replay, on real records', () => {
  it.each(WAYS)(
    'finds the six sweeps of console-sessions, under the same ids ($windowing, $ingestion)',
    async ({ windowing, ingestion }) => {
      const records = await readSharedRecords('console-sessions.ndjson.gz');
      const events = records
        .map((record) => routeRecord({ ...(record as object), recipientAccountId: '111122223333' }))
        .filter((event) => event !== undefined);

      const { live, replayed, publishedIds } = await deliver(events, windowing, ingestion);

      expect(live).toHaveLength(6);
      expect(live.map(withoutArrival)).toEqual(replayed.map(withoutArrival));
      expect(live.map(({ id }) => id)).toEqual(replayed.map(({ id }) => id));
      expect([...publishedIds].sort()).toEqual(live.map(({ id }) => id).sort());
    },
  );
});
