import { sha256Digest } from '../../src/adapters/sha256-digest';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { buildFinding } from '../../src/detection/build-finding';
import { parseCall } from '../../src/detection/cloudtrail/parse-call';
import type { Finding } from '../../src/detection/finding';
import type { JsonObject } from '../../src/detection/json';
import type { Notification } from '../../src/detection/notification';
import { findingId } from '../../src/detection/sweep';
import { formatSecond } from '../../src/detection/time';
import { qualifyingIntervals } from '../../src/detection/window';

const RULE = 'describe-instances';

/** 2026-03-14T09:26:40Z. */
const FIRST_SECOND = 1_773_480_400;
const SECONDS_BETWEEN_CALLS = 2;

/** The calls after these come from another source IP, and are denied. */
const CALLS_UNTIL_OPENED = 11;

const REGIONS = [
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1'],
  ...['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3'],
  ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1'],
  ...['ap-southeast-1', 'ap-southeast-2'],
];

/** A leaked key of a build user goes from region to region, in the default configuration. */
function sampleFinding(regions: readonly string[]): Finding {
  const { rules: settings, severity } = DEFAULT_CONFIG;
  const thresholds = settings[RULE];
  const calls = regions
    .map((region, index) => ({ kind: 'record' as const, record: recordOf(region, index) }))
    .map((unwrapped) => parseCall(unwrapped, { settings, digest: sha256Digest }))
    .flatMap((outcome) => (outcome.kind === 'call' ? [outcome.call] : []));
  const [interval] = qualifyingIntervals(calls, thresholds);
  const principal = calls[0]?.principal;
  if (interval === undefined || principal === undefined) {
    throw new Error('The sample is no sweep in the default configuration.');
  }
  const detectedAt = (FIRST_SECOND + 47) * 1000;
  return buildFinding({
    ruleId: RULE,
    principal,
    thresholds,
    sweep: {
      ...interval,
      id: findingId(RULE, principal.key, interval.start, thresholds.windowSeconds, sha256Digest),
      openedAt: detectedAt,
      changedAt: detectedAt,
      notification: { state: 'NONE' },
      absorbedIds: [],
    },
    calls,
    completeness: { isSaturated: false },
    severity,
  });
}

function recordOf(awsRegion: string, index: number): JsonObject {
  return {
    eventType: 'AwsApiCall',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeInstances',
    eventTime: formatSecond(FIRST_SECOND + index * SECONDS_BETWEEN_CALLS),
    eventID: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    awsRegion,
    recipientAccountId: '111122223333',
    sourceIPAddress: index < CALLS_UNTIL_OPENED ? '198.51.100.7' : '203.0.113.77',
    userAgent: 'aws-cli/2.15.0 Python/3.11.6 Linux/6.1.0 exe/x86_64.ubuntu.22',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDACKCEVSQ6C2EXAMPLE',
      arn: 'arn:aws:iam::111122223333:user/ci/deploy-bot',
      accountId: '111122223333',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      userName: 'deploy-bot',
    },
    ...(index >= CALLS_UNTIL_OPENED && { errorCode: 'Client.UnauthorizedOperation' }),
  };
}

/** The alerts about one sweep, for the pages of `docs`. */
export function sampleNotifications(): readonly [Notification, Notification, Notification] {
  const early = sampleFinding(REGIONS.slice(0, CALLS_UNTIL_OPENED));
  const whole = sampleFinding(REGIONS);
  return [
    { kind: 'opened', finding: early, audience: 'people' },
    {
      kind: 'escalated',
      from: early.severity,
      finding: whole,
      audience: 'people',
    },
    {
      kind: 'closed',
      sent: { callCount: early.evidence.callCount, regionCount: early.evidence.regionCount },
      repeats: 1,
      finding: whole,
      audience: 'people',
    },
  ];
}
