import { sha256Digest } from '../../src/adapters/sha256-digest';
import { buildFinding } from '../../src/detection/build-finding';
import { parseCall } from '../../src/detection/cloudtrail/parse-call';
import type { Finding } from '../../src/detection/finding';
import { findingId } from '../../src/detection/finding-id';
import type { JsonObject } from '../../src/detection/json';
import type { Call, PrincipalKind, RuleSettings } from '../../src/detection/model';
import { RULE_IDS, type RuleId, ruleById } from '../../src/detection/rules/rule-catalog';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import type { SweepContext } from '../../src/detection/severity/context';
import { formatSecond } from '../../src/detection/time';
import { qualifyingIntervals } from '../../src/detection/window';
import { DEFAULT_SETTINGS } from './calls';

/** The 17 regions that every account has from the start. */
export const DEFAULT_REGIONS = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
] as const;

/** 2026-03-14T09:26:40Z. */
const FIRST_SECOND = 1_773_480_400;

/** What a sweep is made of; what is left out is an ordinary one by an IAM user. */
export interface SweepSetup {
  readonly ruleId?: RuleId;
  readonly settings?: Partial<RuleSettings>;
  readonly regions?: readonly string[];
  /** Seconds between one call and the next. */
  readonly secondsBetweenCalls?: number;
  /** `userIdentity` of every call, or of the call at an index. */
  readonly userIdentity?: JsonObject | ((index: number) => JsonObject);
  /** Further members of every record, or of the record at an index. */
  readonly fields?: JsonObject | ((index: number) => JsonObject);
  /** Calls were dropped, so that counts are lower bounds. */
  readonly isSaturated?: boolean;
  /** What is known beyond the calls. */
  readonly context?: SweepContext;
}

/** An IAM user with a long-term key. */
export const IAM_USER: JsonObject = {
  type: 'IAMUser',
  principalId: 'AIDACKCEVSQ6C2EXAMPLE',
  arn: 'arn:aws:iam::111122223333:user/ci/deploy-bot',
  accountId: '111122223333',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  userName: 'deploy-bot',
};

/** A session of a role, with a temporary key. */
export function roleSession(
  sessionName: string,
  roleArn = 'arn:aws:iam::111122223333:role/Admin',
): JsonObject {
  const roleName = roleArn.split('/').at(-1);
  return {
    type: 'AssumedRole',
    principalId: `AROACKCEVSQ6C2EXAMPLE:${sessionName}`,
    arn: `arn:aws:sts::111122223333:assumed-role/${roleName}/${sessionName}`,
    accountId: '111122223333',
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    sessionContext: { sessionIssuer: { type: 'Role', arn: roleArn, accountId: '111122223333' } },
  };
}

/** The CloudTrail records of a sweep. */
export function sweepRecords(setup: SweepSetup = {}): JsonObject[] {
  const { ruleId = 'describe-instances', regions = DEFAULT_REGIONS } = setup;
  const { match } = ruleById(ruleId);
  return regions.map((awsRegion, index) => ({
    eventVersion: '1.08',
    eventType: 'AwsApiCall',
    eventSource: match.eventSource,
    eventName: match.eventNames[0],
    requestParameters: Object.fromEntries(
      Object.entries(match.requestParameters ?? {}).map(([name, [value]]) => [name, value]),
    ),
    eventTime: formatSecond(FIRST_SECOND + index * (setup.secondsBetweenCalls ?? 0)),
    eventID: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    awsRegion,
    recipientAccountId: '111122223333',
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-cli/2.15.0 Python/3.11.6 Linux/6.1.0 exe/x86_64.ubuntu.22',
    userIdentity: valueAt(setup.userIdentity ?? IAM_USER, index),
    ...valueAt(setup.fields ?? {}, index),
  }));
}

/**
 * The finding of a sweep, by way of the core: records are parsed, windowed and built into a finding.
 *
 * @throws Error when the records are no sweep, or of more than one principal.
 */
export function findingOf(setup: SweepSetup = {}): Finding {
  const settings = { ...DEFAULT_SETTINGS, ...setup.settings };
  const calls = sweepRecords(setup).map((record) => parseRecord(record, settings));
  const [first] = calls;
  const [interval, ...others] = qualifyingIntervals(calls, settings);
  const principals = new Set(calls.map(({ principal }) => principal.key));
  if (first === undefined || interval === undefined || others.length > 0 || principals.size > 1) {
    throw new Error('These records are not one sweep of one principal.');
  }
  const { ruleId, principal } = first;
  return buildFinding({
    thresholds: settings,
    sweep: {
      ...interval,
      id: findingId(ruleId, principal.key, interval.start, settings.windowSeconds, sha256Digest),
      ruleId,
      principal,
      windowSeconds: settings.windowSeconds,
      openedAt: (FIRST_SECOND + 47) * 1000 + 250,
      incidentId: 'incident-20260314T092640Z-0123456789abcdef',
    },
    calls,
    completeness: { isSaturated: setup.isSaturated ?? false },
    severity: DEFAULT_SEVERITY,
    ...(setup.context && { context: setup.context }),
  });
}

/** A sliding sweep by a long-term key, every third call of it denied. */
export function longTermKeySweep(): Finding {
  return findingOf({
    secondsBetweenCalls: 2,
    fields: (index) => ({
      sourceIPAddress: index % 2 === 0 ? '198.51.100.7' : '203.0.113.77',
      ...(index % 3 === 0 && { errorCode: 'Client.UnauthorizedOperation' }),
    }),
  });
}

/** One click in EC2 Global View: 17 regions within two seconds. */
export function consoleClick(): Finding {
  return findingOf({
    settings: { windowing: 'tumbling' },
    secondsBetweenCalls: 0.1,
    userIdentity: roleSession(
      'jane.doe@example.com',
      'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Auditor_0123456789abcdef',
    ),
    fields: (index) => ({
      sourceIPAddress: '192.0.2.10',
      userAgent:
        index % 2 === 0
          ? 'AWS Internal'
          : 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/123.0.0.0 Safari/537.36',
    }),
  });
}

/** Many sessions of one role, more than a bucket holds, reading the vCPU quota. */
export function cappedRoleSweep(): Finding {
  return findingOf({
    ruleId: 'get-service-quota',
    settings: { groupBy: 'role' },
    isSaturated: true,
    regions: [...DEFAULT_REGIONS, ...DEFAULT_REGIONS, ...DEFAULT_REGIONS],
    userIdentity: (index) => ({
      ...roleSession(`s-${index}`),
      accessKeyId: `ASIAIOSFODNN${String(index % 8).padStart(8, '0')}`,
    }),
    fields: (index) => ({ sourceIPAddress: `203.0.113.${index % 7}` }),
  });
}

/** The kinds of principals of {@link hostileSweep}. */
export const HOSTILE_KINDS = [
  'arn',
  'role',
  'principalId',
  'accessKey',
  'onBehalfOf',
  'userName',
  'identity',
  'unattributed',
] as const satisfies readonly PrincipalKind[];
type HostileKind = (typeof HOSTILE_KINDS)[number];

/** A sweep in which every field that a caller, or whoever wrote the file, can choose holds `text`. */
export function hostileSweep(text: string, kind: HostileKind = 'arn'): Finding {
  const common = { type: text, accountId: text, accessKeyId: text };
  const identities: Record<typeof kind, JsonObject> = {
    arn: {
      ...common,
      arn: `arn:aws:sts::111122223333:assumed-role/${text}/${text}`,
      sessionContext: { sessionIssuer: { arn: `arn:aws:iam::111122223333:role/${text}` } },
    },
    role: {
      ...common,
      arn: text,
      sessionContext: { sessionIssuer: { arn: `arn:aws:iam::111122223333:role/${text}` } },
    },
    principalId: { ...common, principalId: `x${text}` },
    accessKey: { ...common, accessKeyId: `x${text}` },
    onBehalfOf: {
      type: text,
      accountId: text,
      onBehalfOf: { userId: `x${text}`, identityStoreArn: text },
    },
    userName: { type: text, accountId: text, userName: `x${text}`, identityProvider: text },
    identity: { type: text, invokedBy: `x${text}`, accountId: text },
    unattributed: { type: text, accountId: text },
  };
  return findingOf({
    settings: { groupBy: kind === 'role' ? 'role' : 'arn' },
    regions: DEFAULT_REGIONS.map((region, index) => (index < 12 ? region : `${text}${index}`)),
    userIdentity: identities[kind],
    fields: (index) => ({
      eventID: `${index}${text}`,
      recipientAccountId: text,
      sourceIPAddress: kind === 'unattributed' ? `x${text}` : text,
      userAgent: text,
      errorCode: text,
    }),
  });
}

/** The finding with the most, and the longest, text that the core lets through. */
export function largestSweep(): Finding {
  // Quotes and backslashes: each grows to four bytes as JSON within JSON.
  const filler = '"\\'.repeat(500);
  const numbered = (index: number): string => `${index}${filler}`;
  return findingOf({
    settings: { groupBy: 'role' },
    isSaturated: true,
    regions: Array.from({ length: 200 }, (_, index) => numbered(index)),
    secondsBetweenCalls: 1,
    userIdentity: (index) => ({
      type: numbered(index),
      arn: `arn:aws:sts::111122223333:assumed-role/${filler}`,
      accountId: numbered(index),
      accessKeyId: numbered(index),
      sessionContext: { sessionIssuer: { arn: filler } },
    }),
    fields: (index) => ({
      eventID: numbered(index),
      recipientAccountId: numbered(index),
      sourceIPAddress: numbered(index),
      userAgent: numbered(index),
      errorCode: numbered(index),
    }),
  });
}

function parseRecord(record: JsonObject, settings: RuleSettings): Call {
  const entries = RULE_IDS.map((ruleId) => [ruleId, settings]);
  const outcome = parseCall(
    { kind: 'record', record },
    { settings: Object.fromEntries(entries) as Record<RuleId, RuleSettings>, digest: sha256Digest },
  );
  if (outcome.kind !== 'call') {
    throw new Error(`The record is no call: ${outcome.reason}.`);
  }
  return outcome.call;
}

function valueAt(value: JsonObject | ((index: number) => JsonObject), index: number): JsonObject {
  return typeof value === 'function' ? value(index) : value;
}
