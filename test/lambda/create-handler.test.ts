import { Logger } from '@aws-lambda-powertools/logger';
import { routeRecord } from '../../demo/event-bus';
import { createHandler } from '../../lambda/detector/create-handler';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { Finding } from '../../src/detection/finding';
import type { Call } from '../../src/detection/model';
import { createDetector, type Detector } from '../../src/engine/detector';
import { renderMessage } from '../../src/notification/message';
import { settingsOf, uuid } from '../support/calls';
import { collectingNotifier, LIMITS } from '../support/detection';
import { validateFinding } from '../support/finding-schema';

const SECRET = 'FwoGZXIvYXdzEXAMPLETOKEN';

/** A record of `DescribeInstances`, as CloudTrail writes it. */
function record(overrides: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    eventVersion: '1.11',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeInstances',
    eventType: 'AwsApiCall',
    eventTime: '2026-01-31T12:00:00Z',
    awsRegion: 'us-east-1',
    eventID: uuid(1),
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-cli/2.15.0',
    recipientAccountId: '111122223333',
    userIdentity: {
      type: 'IAMUser',
      arn: 'arn:aws:iam::111122223333:user/mallory\r\nforged: line',
      accountId: '111122223333',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    },
    responseElements: { credentials: { sessionToken: SECRET } },
    ...overrides,
  };
}

/** A handler whose log is kept, on a memory store or on the detector given. */
function setUp(detector?: Detector) {
  const notifier = collectingNotifier();
  const settings = settingsOf();
  const log: string[] = [];
  const logger = new Logger({ logLevel: 'DEBUG' });
  for (const level of ['debug', 'info', 'warn', 'error'] as const) {
    jest.spyOn(console, level).mockImplementation((...parts: unknown[]) => {
      log.push(String(parts[0]));
    });
  }
  const handler = createHandler({
    detector:
      detector ??
      createDetector({
        store: createMemorySweepStore(LIMITS),
        notifier,
        clock: () => 0,
        digest: sha256Digest,
        settings,
        lateEventHours: 24,
      }),
    parseOptions: { settings, digest: sha256Digest },
    logger,
  });
  const entries = () => log.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { handler, notifier, log, entries };
}

beforeEach(() => {
  // Powertools writes to a console of its own unless it is told otherwise.
  process.env['POWERTOOLS_DEV'] = 'true';
});

afterEach(() => {
  delete process.env['POWERTOOLS_DEV'];
  jest.restoreAllMocks();
});

describe('the handler', () => {
  it('publishes a sweep once and logs it with its fields', async () => {
    const { handler, notifier, entries } = setUp();

    for (let region = 0; region < 12; region += 1) {
      await handler(routeRecord(record({ awsRegion: `region-${region}`, eventID: uuid(region) })));
    }

    expect(notifier.published).toHaveLength(1);
    expect(entries()).toEqual([
      expect.objectContaining({
        level: 'INFO',
        message: 'Finding published',
        findingId: notifier.published[0]?.id,
        ruleId: 'describe-instances',
        severity: 'low',
        regionCount: 10,
        callCount: 10,
      }),
    ]);
  });

  it('writes neither secrets nor forged lines into the log', async () => {
    const { handler, log } = setUp();

    for (let region = 0; region < 10; region += 1) {
      await handler(routeRecord(record({ awsRegion: `region-${region}`, eventID: uuid(region) })));
    }

    expect(log).toHaveLength(1);
    expect(log.join('')).not.toContain(SECRET);
    expect(
      log
        .join('')
        .trim()
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
    const { handler, entries } = setUp();

    const result = await handler(event);

    expect({ ...result.ignored, ...result.rejected }).toEqual({ [reason]: 1 });
    expect(result.calls).toBe(0);
    expect(entries()).toEqual([
      expect.objectContaining({ level: 'WARN', message: 'Record not used', reason, count: 1 }),
    ]);
  });

  it('publishes a finding all the same when the caller writes a megabyte, Slack mark-up and control characters', async () => {
    const { handler, notifier } = setUp();
    const arn = 'arn:aws:sts::111122223333:assumed-role/r/<!channel>\u0000\u202e`*x*`';

    for (let region = 0; region < 10; region += 1) {
      const hostile = record({
        awsRegion: `region-${region}`,
        eventID: uuid(region),
        userAgent: '\u001b'.repeat(1_000_000),
        sourceIPAddress: 'x'.repeat(1_000_000),
        userIdentity: { type: 'AssumedRole', arn },
      });
      await handler(routeRecord(hostile));
    }

    const [finding] = notifier.published;
    expect(notifier.published).toHaveLength(1);
    expect(validateFinding(finding)).toEqual([]);
    expect(JSON.stringify(finding).length).toBeLessThan(5_000);
    expect(JSON.stringify(finding)).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(renderMessage(finding as Finding).bodies.https).not.toContain('<!channel>');
  });

  it('fails when the state cannot be reached, so that Lambda tries again', async () => {
    const seen: Call[] = [];
    const { handler, entries } = setUp({
      detect: async (calls) => {
        seen.push(...calls);
        throw new Error('The table is gone.');
      },
    });

    await expect(handler(routeRecord(record()))).rejects.toThrow('The table is gone.');

    expect(seen).toHaveLength(1);
    expect(entries()).toEqual([expect.objectContaining({ level: 'ERROR', eventIds: [uuid(1)] })]);
  });
});
