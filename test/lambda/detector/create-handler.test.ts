import { routeRecord } from '../../../demo/event-bus';
import { createMemorySweepStore } from '../../../src/adapters/memory/memory-sweep-store';
import type { Finding } from '../../../src/detection/finding';
import type { Call } from '../../../src/detection/model';
import type { DetectionOutcome } from '../../../src/engine/detection-outcome';
import { renderMessage } from '../../../src/notification/message';
import { sweepCalls, uuid } from '../../support/calls';
import { releaseLog } from '../../support/captured-log';
import { LIMITS } from '../../support/detection';
import {
  cloudTrailRecord,
  detectorHandler,
  SECRET,
  sqsBatch,
} from '../../support/detector-handler';
import { validateFinding } from '../../support/finding-schema';
import { opened } from '../../support/notifications';

const CALLED_AT = Date.parse('2026-01-31T12:00:00Z');

/** The events of a sweep over so many regions. */
function sweepEvents(regions: number, overrides: Readonly<Record<string, unknown>> = {}) {
  return Array.from({ length: regions }, (_, region) =>
    routeRecord(cloudTrailRecord(region, overrides)),
  );
}

function record(overrides: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return cloudTrailRecord(1, overrides);
}

/** The outcome of no calls. */
const NOTHING: DetectionOutcome<never> = {
  notifications: [],
  sweeps: [],
  failures: [],
  redeliveries: 0,
};

afterEach(releaseLog);

describe('the handler, given an event', () => {
  it('publishes a sweep once and logs it with its fields', async () => {
    const { handler, published, log } = detectorHandler({ clock: () => CALLED_AT + 1500 });

    for (const event of sweepEvents(12)) {
      await handler(event);
    }

    expect(published).toHaveLength(1);
    expect(log.entries()).toEqual([
      expect.objectContaining({
        level: 'INFO',
        message: 'Incident opened',
        audience: 'people',
        incidentId: published[0]?.incidentId,
        findingIds: [published[0]?.id],
        ruleId: 'describe-instances',
        severity: 'medium',
        score: 45,
        regionCount: 10,
        callCount: 10,
        detectedAt: '2026-01-31T12:00:01.500Z',
        latencyMs: 1500,
      }),
    ]);
  });

  it('returns a tally and the published incidents', async () => {
    const { handler, published } = detectorHandler();
    const [last, ...events] = sweepEvents(10);
    for (const event of events) {
      await handler(event);
    }

    expect(await handler(last)).toEqual({
      records: 1,
      calls: 1,
      ignored: {},
      rejected: {},
      published: [published[0]?.incidentId],
    });
  });

  it('writes the calls of one principal and window once, if they arrive together', async () => {
    const store = createMemorySweepStore(LIMITS);
    const addCalls = jest.spyOn(store, 'addCalls');
    const { handler, published } = detectorHandler({ store });

    expect(await handler(sweepEvents(10))).toMatchObject({ records: 10, calls: 10 });

    expect(addCalls).toHaveBeenCalledTimes(1);
    expect(published.map(({ evidence }) => evidence.callCount)).toEqual([10]);
  });

  it('writes neither secrets nor forged lines into the log', async () => {
    const { handler, log } = detectorHandler();

    for (const event of sweepEvents(10)) {
      await handler(event);
    }

    expect(log.entries()).toHaveLength(1);
    expect(log.text()).not.toContain(SECRET);
    expect(
      log
        .text()
        .split('\n')
        .some((line) => line.startsWith('forged')),
    ).toBe(false);
  });

  it.each<[string, unknown, string]>([
    ['no event time', routeRecord(record({ eventTime: undefined })), 'missing-event-time'],
    [
      'an unreadable event time',
      routeRecord(record({ eventTime: 'yesterday' })),
      'unreadable-event-time',
    ],
    ['no region', routeRecord(record({ awsRegion: '' })), 'missing-region'],
    ['no event id', routeRecord(record({ eventID: null })), 'missing-event-id'],
    [
      'another account in the envelope',
      { ...routeRecord(record()), account: '999999999999' },
      'account-mismatch',
    ],
    [
      'another source in the envelope',
      { ...routeRecord(record()), source: 'my.app' },
      'source-mismatch',
    ],
    [
      'an event of another name',
      { ...routeRecord(record()), detail: record({ eventName: 'RunInstances' }) },
      'other-event',
    ],
    ['nothing at all', null, 'not-a-record'],
    ['a text', 'hello', 'not-a-record'],
  ])('logs and counts an event with %s and is not tried again', async (_case, event, reason) => {
    const { handler, log } = detectorHandler();

    const result = await handler(event);

    const isIgnored = /mismatch|other/.test(reason);
    expect(result).toMatchObject({
      calls: 0,
      ignored: isIgnored ? { [reason]: 1 } : {},
      rejected: isIgnored ? {} : { [reason]: 1 },
    });
    expect(log.entries()).toEqual([
      expect.objectContaining({ level: 'WARN', message: 'Record not used', reason, count: 1 }),
    ]);
  });

  it('names the event whose record is not used, with a bounded id', async () => {
    const { handler, log } = detectorHandler();
    const event = routeRecord(record({ awsRegion: '' }));

    await handler(event);
    await handler({ ...event, id: 'x'.repeat(10_000) });
    await handler({ ...event, id: undefined });

    expect(log.entries().map(({ deliveryIds }) => deliveryIds)).toEqual([
      [event?.id],
      ['x'.repeat(64)],
      [],
    ]);
  });

  it('publishes a finding even if the caller writes a megabyte, Slack mark-up and control characters', async () => {
    const { handler, published } = detectorHandler();
    const arn = 'arn:aws:sts::111122223333:assumed-role/r/<!channel>\u0000\u202e`*x*`';

    const hostile = {
      userAgent: '\u001b'.repeat(1_000_000),
      sourceIPAddress: 'x'.repeat(1_000_000),
      userIdentity: { type: 'AssumedRole', arn },
    };
    for (const event of sweepEvents(10, hostile)) {
      await handler(event);
    }

    const [finding] = published;
    expect(published).toHaveLength(1);
    expect(validateFinding(finding)).toEqual([]);
    expect(JSON.stringify(finding).length).toBeLessThan(5_000);
    expect(JSON.stringify(finding)).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(renderMessage(opened(finding as Finding)).bodies.https).not.toContain('<!channel>');
  });

  it('fails when the table is not reachable, so that Lambda retries', async () => {
    const seen: Call[] = [];
    const { handler, log } = detectorHandler({
      detector: {
        watch: async () => NOTHING,
        detect: async (calls) => {
          seen.push(...calls);
          const error = new Error('The table is gone.');
          return { ...NOTHING, arrivals: [], failures: [{ calls, error }] };
        },
      },
    });

    await expect(handler(routeRecord(record()))).rejects.toThrow('The table is gone.');

    expect(seen).toHaveLength(1);
    expect(log.entries()).toEqual([
      expect.objectContaining({
        level: 'ERROR',
        message: 'Calls not handled; they will be delivered again',
        count: 1,
        eventIds: [uuid(1)],
      }),
    ]);
  });

  it('fails with every error when several groups of calls fail', async () => {
    const errors = [new Error('first'), new Error('second')];
    const { handler } = detectorHandler({
      detector: {
        watch: async () => NOTHING,
        detect: async (calls) => ({
          ...NOTHING,
          arrivals: [],
          failures: errors.map((error) => ({ calls, error })),
        }),
      },
    });

    const attempt = handler(routeRecord(record()));

    await expect(attempt).rejects.toThrow('The detector failed on 2 groups of calls.');
    await expect(attempt).rejects.toMatchObject({ errors });
  });

  it('logs failures by kind of error, with a bounded number of ids', async () => {
    const calls = sweepCalls(30);
    const throttled = Object.assign(new Error('too fast'), { name: 'ThrottlingException' });
    const { handler, log } = detectorHandler({
      detector: {
        watch: async () => NOTHING,
        detect: async () => ({
          ...NOTHING,
          arrivals: [],
          failures: [
            ...calls.slice(1).map((call) => ({ calls: [call], error: throttled })),
            { calls: calls.slice(0, 1), error: new Error('other') },
          ],
        }),
      },
    });

    await expect(handler(routeRecord(record()))).rejects.toThrow('30 groups');

    expect(log.entries()).toEqual([
      expect.objectContaining({
        count: 29,
        eventIds: calls.slice(1, 11).map(({ eventId }) => eventId),
        error: expect.objectContaining({ name: 'ThrottlingException' }),
      }),
      expect.objectContaining({ count: 1, eventIds: [uuid(1)] }),
    ]);
  });
});

describe('the handler, given messages of a queue', () => {
  it.each<[string, unknown]>([
    ['events', sqsBatch(sweepEvents(10))],
    ['no events', sqsBatch(['no JSON'])],
  ])(
    'fails, so that they stay in the queue that an upgrade has yet to delete: %s',
    async (_case, event) => {
      const { handler, published, log } = detectorHandler();

      await expect(handler(event)).rejects.toThrow('no messages of a queue');

      expect(published).toEqual([]);
      expect(log.entries()).toEqual([]);
    },
  );

  it.each<[string, unknown]>([
    ['a log file of CloudTrail', { Records: [cloudTrailRecord(1)] }],
    [
      'a log file of calls to SQS',
      { Records: [cloudTrailRecord(1, { eventSource: 'sqs.amazonaws.com', messageId: 'm' })] },
    ],
    ['a log file without records', { Records: [] }],
    ['no list of records', { Records: 'aws:sqs' }],
    ['a list of texts', { Records: ['aws:sqs'] }],
  ])('takes %s for none', async (_case, event) => {
    const { handler } = detectorHandler();

    expect(await handler(event)).toMatchObject({ published: [] });
  });
});
