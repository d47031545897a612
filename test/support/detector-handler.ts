import { Logger } from '@aws-lambda-powertools/logger';
import { createHandler } from '../../lambda/detector/create-handler';
import { createDetectorMetrics } from '../../lambda/detector/detector-metrics';
import { createPublishSynthetic } from '../../lambda/detector/synthetic';
import { createDetectorAllowlist } from '../../lambda/shared/allowlist';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { AllowlistEntry } from '../../src/allowlist/fields';
import type { Finding } from '../../src/detection/finding';
import type { Notification } from '../../src/detection/notification';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import type { WatchIndex } from '../../src/detection/watched/match-watch';
import { createDetector, type Detector, type DetectorParts } from '../../src/engine/detector';
import type { Clock } from '../../src/ports/clock';
import type { SweepStore } from '../../src/ports/sweep-store';
import { settingsOf, uuid } from './calls';
import { type CapturedLog, captureLog } from './captured-log';
import { collectingNotifier, LIMITS } from './detection';

export interface HandlerSetup {
  readonly store?: SweepStore;
  /** Instead of a detector on the store. */
  readonly detector?: Detector;
  readonly clock?: Clock;
  readonly knownRegions?: readonly string[];
  /** Of the allow-list. */
  readonly entries?: readonly AllowlistEntry[];
  readonly heartbeatRoleArn?: string;
  /** The calls to watch. @default none */
  readonly watches?: WatchIndex;
}

export interface HandlerUnderTest {
  readonly handler: ReturnType<typeof createHandler>;
  readonly log: CapturedLog;
  readonly published: readonly Finding[];
  readonly notifications: readonly Notification[];
}

/** The handler of the detector with its log captured, on a memory store unless parts are given. */
export function detectorHandler(setup: HandlerSetup = {}): HandlerUnderTest {
  const log = captureLog();
  const notifier = collectingNotifier();
  const settings = settingsOf();
  const parts: DetectorParts = {
    store: setup.store ?? createMemorySweepStore(LIMITS),
    notifier,
    clock: setup.clock ?? (() => 0),
    digest: sha256Digest,
    settings,
    severity: DEFAULT_SEVERITY,
    lateEventHours: 24,
    renotifyMinutes: 0,
    notifyFrom: 'low',
  };
  const { heartbeatRoleArn: roleArn } = setup;
  const handler = createHandler({
    detector: setup.detector ?? createDetector(parts),
    heartbeat:
      roleArn === undefined
        ? undefined
        : {
            roleArn,
            publishSynthetic: createPublishSynthetic({ ...parts, renotifyMinutes: 1440 }, roleArn),
          },
    parseOptions: { settings, digest: sha256Digest },
    ...(setup.watches && { watches: setup.watches }),
    logger: new Logger({ logLevel: 'DEBUG' }),
    metrics: createDetectorMetrics(setup.knownRegions ?? []),
    allowlist: createDetectorAllowlist(setup.entries ?? [], setup.clock ?? (() => 0)),
  });
  return { handler, log, published: notifier.published, notifications: notifier.notifications };
}

/** A secret in {@link cloudTrailRecord} that must never be shown. */
export const SECRET = 'FwoGZXIvYXdzEXAMPLETOKEN';

/** A record of `DescribeInstances` by a hostile user, as CloudTrail writes it, in region `region-<number>`. */
export function cloudTrailRecord(
  number: number,
  overrides: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    eventVersion: '1.11',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeInstances',
    eventType: 'AwsApiCall',
    eventTime: '2026-01-31T12:00:00Z',
    awsRegion: `region-${number}`,
    eventID: uuid(number),
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

/** The batch that Lambda makes of messages: `message-0`, `message-1`, … with these bodies. */
export function sqsBatch(bodies: readonly unknown[]): { readonly Records: readonly unknown[] } {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `message-${index}`,
      receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1769860800000' },
      messageAttributes: {},
      md5OfBody: '098f6bcd4621d373cade4e832627b4f6',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:111122223333:calls',
      awsRegion: 'us-east-1',
    })),
  };
}
