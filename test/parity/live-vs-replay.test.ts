import { Logger } from '@aws-lambda-powertools/logger';
import { SNSClient } from '@aws-sdk/client-sns';
import { routeRecord } from '../../demo/event-bus';
import { type LocalTopic, startLocalTopic } from '../../demo/local-topic';
import { generateTrail } from '../../examples/generator/generate-trail';
import { createHandler } from '../../lambda/detector/create-handler';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { createSnsNotifier } from '../../src/adapters/sns/sns-notifier';
import { takeCalls } from '../../src/detection/cloudtrail/intake';
import { unwrap } from '../../src/detection/cloudtrail/unwrap';
import type { Finding } from '../../src/detection/finding';
import { WINDOWINGS, type Windowing } from '../../src/detection/model';
import { createDetector, LEASE_MS } from '../../src/engine/detector';
import { detectInOrder } from '../../src/replay/detect-in-order';
import { settingsOf } from '../support/calls';
import { inParallel, shuffled } from '../support/delivery';
import { findingsOf, LIMITS } from '../support/detection';
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

/** Delivers events as EventBridge and Lambda do: out of order, a third twice, 50 at once, failed ones again. */
async function deliver(events: readonly unknown[], windowing: Windowing) {
  const settings = settingsOf({ windowing });
  let now = Date.now();
  const store = embedded.store(LIMITS, () => now);
  const client = new SNSClient({
    endpoint: topic.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const handler = createHandler({
    detector: createDetector({
      store,
      notifier: createSnsNotifier({ client, topicArn: 'arn:aws:sns:us-east-1:123456789012:t' }),
      clock: () => now,
      digest: sha256Digest,
      settings,
      lateEventHours: LATE_EVENT_HOURS,
    }),
    parseOptions: { settings, digest: sha256Digest },
    logger: new Logger({ logLevel: 'SILENT' }),
  });
  let pending = shuffled([...events, ...shuffled(events, 7).slice(0, events.length / 3)], 11);
  for (let attempt = 0; pending.length > 0 && attempt < 3; attempt += 1) {
    const failed: unknown[] = [];
    await inParallel(pending, 50, async (event) => {
      await handler(event).catch(() => failed.push(event));
    });
    pending = failed;
    now += LEASE_MS + 20_000;
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
    lateEventHours: LATE_EVENT_HOURS,
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
  it.each(WINDOWINGS)(
    'finds the same in the sample trail and publishes each once (%s)',
    async (windowing) => {
      const records = generateTrail().files.flatMap((file) => file.records);
      const events = records.map(routeRecord).filter((event) => event !== undefined);

      const { live, replayed, publishedIds } = await deliver(events, windowing);

      expect(live.length).toBeGreaterThan(3);
      expect(live.map(withoutArrival)).toEqual(replayed.map(withoutArrival));
      expect([...publishedIds].sort()).toEqual(live.map(({ id }) => id).sort());
    },
  );
});

describeWithSharedData('the deployed handler beside replay, on real records', () => {
  it.each(WINDOWINGS)(
    'finds the six sweeps of console-sessions, under the same ids (%s)',
    async (windowing) => {
      const records = await readSharedRecords('console-sessions.ndjson.gz');
      const events = records
        .map((record) => routeRecord({ ...(record as object), recipientAccountId: '111122223333' }))
        .filter((event) => event !== undefined);

      const { live, replayed, publishedIds } = await deliver(events, windowing);

      expect(live).toHaveLength(6);
      expect(live.map(withoutArrival)).toEqual(replayed.map(withoutArrival));
      expect(live.map(({ id }) => id)).toEqual(replayed.map(({ id }) => id));
      expect([...publishedIds].sort()).toEqual(live.map(({ id }) => id).sort());
    },
  );
});
