import { routeRecord, routeWatched } from '../../../demo/event-bus';
import { createDetectorMetrics } from '../../../lambda/detector/detector-metrics';
import { createMemorySweepStore } from '../../../src/adapters/memory/memory-sweep-store';
import { indexWatches } from '../../../src/detection/watched/match-watch';
import { WATCHES } from '../../../src/detection/watched/watch-catalog';
import type { DetectionOutcome } from '../../../src/engine/detection-outcome';
import { METRICS } from '../../../src/metrics/metric-catalog';
import { entryOf } from '../../support/allowlist';
import { sweepCalls } from '../../support/calls';
import { captureLog, releaseLog } from '../../support/captured-log';
import { LIMITS } from '../../support/detection';
import {
  cloudTrailRecord,
  detectorHandler,
  type HandlerSetup,
} from '../../support/detector-handler';
import { cloudWatchSums, cloudWatchValues } from '../../support/emf';
import { findingOf, longTermKeySweep } from '../../support/findings';
import { escalated, opened } from '../../support/notifications';
import { watchedRecord } from '../../support/watched-records';

const CALLED_AT = Date.parse('2026-01-31T12:00:00Z');

const SERVICE = 'service=regionsweep';

/** Handles events in one invocation, and returns the metric lines. */
async function documentsOf(events: readonly unknown[], setup: HandlerSetup = {}) {
  const { handler, log } = detectorHandler(setup);
  await handler(events.length === 1 ? events[0] : events).catch(() => {});
  return log.metricDocuments();
}

function eventOf(number: number, overrides: Readonly<Record<string, unknown>> = {}) {
  return routeRecord(cloudTrailRecord(number, overrides));
}

const NOTHING = { notifications: [], sweeps: [], failures: [], redeliveries: 0 };

/** A detector that comes to this, whatever it is given. */
function comingTo(outcome: Partial<DetectionOutcome>): HandlerSetup {
  return {
    detector: {
      detect: async () => ({ ...NOTHING, arrivals: [], ...outcome }),
      watch: async () => NOTHING,
    },
  };
}

afterEach(releaseLog);

/** An outcome with one finding that an entry of the allow-list covers. */
function coveredOutcome(): DetectionOutcome {
  const { id: entryId, owner, ticket, expires } = entryOf();
  const finding = { ...longTermKeySweep(), allowlist: { entryId, owner, ticket, expires } };
  const notification = { ...opened(finding), audience: 'archive' } as const;
  const notifications = [{ notification, publishedAt: 0 }];
  return { notifications, sweeps: [], failures: [], redeliveries: 0 };
}

describe('the metrics of the detector', () => {
  it('count the calls of an event, in total and by rule and region, on one line', async () => {
    const documents = await documentsOf([eventOf(1)], { knownRegions: ['region-1'] });

    expect(documents).toHaveLength(1);
    expect(cloudWatchSums(documents)).toEqual({
      [`Calls{${SERVICE}}`]: 1,
      [`Calls{region=region-1,ruleId=describe-instances,${SERVICE}}`]: 1,
    });
  });

  it('count the calls of a batch on one line for each rule and region', async () => {
    const events = [
      eventOf(1),
      eventOf(2, { awsRegion: 'region-1' }),
      eventOf(3),
      eventOf(4, { awsRegion: 'region-1' }),
    ];

    const documents = await documentsOf(events, { knownRegions: ['region-1', 'region-3'] });

    expect(documents).toHaveLength(2);
    expect(cloudWatchSums(documents)).toEqual({
      [`Calls{${SERVICE}}`]: 4,
      [`Calls{region=region-1,ruleId=describe-instances,${SERVICE}}`]: 3,
      [`Calls{region=region-3,ruleId=describe-instances,${SERVICE}}`]: 1,
    });
  });

  it.each<[string, readonly string[]]>([
    ['that the stack does not name', ['region-1']],
    ['when the stack names none', []],
  ])('count all regions %s under one value', async (_case, knownRegions) => {
    const events = Array.from({ length: 50 }, (_, number) => eventOf(100 + number));

    const documents = await documentsOf(events, { knownRegions });

    expect(cloudWatchSums(documents)).toMatchObject({
      [`Calls{${SERVICE}}`]: 50,
      [`Calls{region=other,ruleId=describe-instances,${SERVICE}}`]: 50,
    });
    expect(JSON.stringify(documents)).not.toContain('region-1');
  });

  it('count watched calls, in total and by category, and not as records that are not used', async () => {
    const events = [
      routeWatched(watchedRecord('compute.RunInstances')),
      routeWatched(watchedRecord('compute.RunInstances')),
      routeWatched(watchedRecord('leak.AttachUserPolicy')),
    ];

    expect(cloudWatchSums(await documentsOf(events, { watches: indexWatches(WATCHES) }))).toEqual({
      [`WatchedCalls{${SERVICE}}`]: 3,
      [`WatchedCalls{category=compute,${SERVICE}}`]: 2,
      [`WatchedCalls{category=leak,${SERVICE}}`]: 1,
    });
  });

  it('count records that are not calls, in total and by reason', async () => {
    const unreadable = { CloudTrailEvent: 'no JSON' };
    const events = [unreadable, unreadable, { ...eventOf(1), account: '999999999999' }];

    expect(cloudWatchSums(await documentsOf(events))).toEqual({
      [`RecordsNotUsed{${SERVICE}}`]: 3,
      [`RecordsNotUsed{reason=unreadable-record-text,${SERVICE}}`]: 2,
      [`RecordsNotUsed{reason=account-mismatch,${SERVICE}}`]: 1,
    });
  });

  it('count incidents, in total and by rule and severity, with their latency', async () => {
    const events = Array.from({ length: 10 }, (_, number) => eventOf(number));

    const values = cloudWatchValues(await documentsOf(events, { clock: () => CALLED_AT + 90_500 }));

    expect(values).toMatchObject({
      [`Incidents{${SERVICE}}`]: [1],
      [`Incidents{ruleId=describe-instances,${SERVICE},severity=medium}`]: [1],
      [`Notifications{${SERVICE}}`]: [1],
      [`Notifications{kind=opened,${SERVICE}}`]: [1],
      [`NotificationLatency{${SERVICE}}`]: [90_500],
    });
  });

  it('count an incident without an alert as an incident only', async () => {
    const notification = { ...opened(findingOf()), audience: 'archive' } as const;
    const notifications = [{ notification, publishedAt: CALLED_AT }];

    const sums = cloudWatchSums(await documentsOf([eventOf(1)], comingTo({ notifications })));

    expect(sums).toHaveProperty([`Incidents{${SERVICE}}`], 1);
    expect(JSON.stringify(sums)).not.toContain('Notification');
  });

  it('count an escalation as a notification, not as an incident', async () => {
    const notification = escalated(findingOf());
    const notifications = [{ notification, publishedAt: CALLED_AT }];

    const sums = cloudWatchSums(await documentsOf([eventOf(1)], comingTo({ notifications })));

    expect(sums).toMatchObject({
      [`Notifications{${SERVICE}}`]: 1,
      [`Notifications{kind=escalated,${SERVICE}}`]: 1,
    });
    expect(JSON.stringify(sums)).not.toContain('Incidents');
  });

  it('keep the latencies of several incidents apart, and never below zero', async () => {
    const events = ['alice', 'bob'].flatMap((user, index) =>
      Array.from({ length: 10 }, (_, number) =>
        eventOf(number, {
          eventTime: `2026-01-31T12:00:0${index * 3}Z`,
          userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::111122223333:user/${user}` },
        }),
      ),
    );

    const values = cloudWatchValues(await documentsOf(events, { clock: () => CALLED_AT + 2000 }));

    expect(values).toMatchObject({
      [`Incidents{${SERVICE}}`]: [2],
      [`NotificationLatency{${SERVICE}}`]: [2000, 0],
    });
  });

  it.each([100, 101, 250])('keep all latencies of %d incidents in one batch', async (count) => {
    const finding = findingOf();
    const publishedAt = Date.parse(finding.evidence.lastCall) + 5000;
    const notifications = Array.from({ length: count }, () => ({
      notification: opened(finding),
      publishedAt,
    }));

    const values = cloudWatchValues(await documentsOf([eventOf(1)], comingTo({ notifications })));

    expect(values).toMatchObject({
      [`Incidents{${SERVICE}}`]: [count],
      [`NotificationLatency{${SERVICE}}`]: Array(count).fill(5000),
    });
  });

  it('count redeliveries', async () => {
    const events = [eventOf(1), eventOf(2), eventOf(1)];

    expect(cloudWatchSums(await documentsOf(events))).toMatchObject({
      [`Calls{${SERVICE}}`]: 3,
      [`Redeliveries{${SERVICE}}`]: 1,
    });
  });

  it.each<[string, unknown[]]>([
    ['an event', [eventOf(1)]],
    ['a batch', [eventOf(1), eventOf(2)]],
  ])('count the calls that failed, for %s', async (_case, events) => {
    const failures = [
      { calls: sweepCalls(3), error: new Error('x') },
      { calls: sweepCalls(2), error: new Error('y') },
    ];

    expect(cloudWatchSums(await documentsOf(events, comingTo({ failures })))).toMatchObject({
      [`CallsNotHandled{${SERVICE}}`]: 5,
      [`Calls{${SERVICE}}`]: events.length,
    });
  });

  it('count expired allow-list entries at the first call and then once per hour', async () => {
    const now = Date.parse('2026-03-15T12:00:00Z');
    const expiring = ['2026-03-14', '2026-03-15', '2026-03-16'];
    let minutes = 0;
    const { handler, log } = detectorHandler({
      entries: expiring.map((expires, index) => entryOf({ id: `entry-${index}`, expires })),
      clock: () => now + minutes * 60_000,
    });
    const said: (number | undefined)[] = [];
    for (minutes of [0, 1, 59, 60, 61, 720]) {
      const before = log.metricDocuments().length;
      await handler(eventOf(minutes));
      const sums = cloudWatchSums(log.metricDocuments().slice(before));
      said.push(sums[`AllowlistExpired{${SERVICE}}`]);
    }

    expect(said).toEqual([2, undefined, undefined, 2, undefined, 3]);
  });

  it('write nothing for an allow-list without expired entries', async () => {
    const documents = await documentsOf([eventOf(1)], { entries: [entryOf()] });

    expect(Object.keys(cloudWatchSums(documents))).not.toContain(`AllowlistExpired{${SERVICE}}`);
  });

  it('count incidents that the allow-list covers', () => {
    const log = captureLog();
    createDetectorMetrics([]).record({
      calls: [],
      watched: [],
      notUsed: [],
      outcome: coveredOutcome(),
    });

    expect(cloudWatchSums(log.metricDocuments())).toMatchObject({
      [`IncidentsCovered{${SERVICE}}`]: 1,
    });
  });

  it('share a line if they have the same dimensions', async () => {
    const documents = await documentsOf(
      [eventOf(1)],
      comingTo({ redeliveries: 1, failures: [{ calls: sweepCalls(1), error: new Error('x') }] }),
    );

    expect(documents).toHaveLength(2);
  });

  it('write no lines without input', async () => {
    expect(await documentsOf([{ Records: [] }])).toEqual([]);
  });

  it('use exactly the dimensions of the catalog', async () => {
    const memory = createMemorySweepStore(LIMITS);
    const { handler, log } = detectorHandler({
      entries: [entryOf({ expires: '1970-01-01' })],
      store: {
        ...memory,
        addCalls: async (partition, ...rest) => {
          if (partition.principal.key.endsWith('/bob')) {
            throw new Error('The table is throttled.');
          }
          return memory.addCalls(partition, ...rest);
        },
      },
    });
    const events = Array.from({ length: 10 }, (_, number) => eventOf(number));
    const userIdentity = { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/bob' };

    const bob = eventOf(1, { userIdentity });
    await expect(handler([...events, 'no record', events[0], bob])).rejects.toThrow('throttled');

    createDetectorMetrics([]).record({
      calls: [],
      watched: [{ category: 'compute' }],
      notUsed: [],
      outcome: coveredOutcome(),
    });

    const written = Object.keys(cloudWatchValues(log.metricDocuments())).map((metric) =>
      metric.replace(/=[^,}]*/g, ''),
    );

    // The heartbeat, the follow-up and the trail reader write the others.
    const { subscribersMissing, organizationMismatch, stackInstancesNotCurrent, ...own } = METRICS;
    const {
      syntheticFindings,
      trailFiles,
      trailFilesNotRead,
      trailCalls,
      trailLag,
      silentPlaces,
      missedPlaces,
      eventBridgeShare,
      ...ofDetector
    } = own;
    const expected = Object.values(ofDetector).flatMap(({ name, dimensionSets }) =>
      dimensionSets.map((names) => `${name}{${[...names].sort().join()}}`),
    );
    expect([...new Set(written)].sort()).toEqual(expected.sort());
  });
});
