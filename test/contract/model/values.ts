/** What the commands of the model-based test are made of: few enough values that they meet, hostile as the parser lets them through. */
import { sha256Digest } from '../../../src/adapters/sha256-digest';
import type { Caller, Partition, PrincipalKind, TrackedCall } from '../../../src/detection/model';
import type { RuleId } from '../../../src/detection/rules/rule-catalog';
import { boundedIdentity } from '../../../src/detection/text';
import { uuid } from '../../support/calls';

/** Texts that look like something else to a key, a parser, an expression or a person. */
export const HOSTILE_TEXTS: readonly string[] = [
  '__proto__',
  'constructor',
  'toString',
  'bucket#00000000100',
  'ledger',
  'ledger#2',
  '#',
  ':calls',
  'size(calls)',
  ' ',
  'null',
  '0',
  '-1',
  '1e9',
  '"]',
  '{"S":"x"}',
  "'--",
  '\\',
  '\\u0000',
  '\u0000',
  '\n',
  '\ud800',
  '\u202egnp',
  '\u00e9',
  'e\u0301',
  '\u0130',
  '\u{1f600}',
  '<script>',
  '../..',
  '=',
  '==1',
  'x'.repeat(5000),
];

/** Bytes, as in `src/detection/cloudtrail`. */
const MAX_REGION_BYTES = 32;
const MAX_EVENT_ID_BYTES = 64;
const MAX_KEY_BYTES = 400;

/** Names of AWS, and almost. */
const REGION_NAMES: readonly string[] = [
  'us-east-1',
  'ap-southeast-2',
  'us-gov-west-1',
  'us-isob-east-1',
  'us-east-0',
  'us-east-01',
  'us-east-32',
  'US-EAST-1',
  'us-east-1 ',
];

/** More than a bucket keeps. */
const REGIONS: readonly string[] = [
  ...REGION_NAMES,
  ...HOSTILE_TEXTS.map((text) => boundedIdentity(text, MAX_REGION_BYTES, sha256Digest)),
  ...Array.from({ length: 60 }, (_, index) => `region-${index}`),
];

/** Calls there are in each bucket. */
export const CALL_COUNT = 150;

/** Buckets there are in each partition: the first ones of all, and two whose numbers differ in their digits. */
export const BUCKETS: readonly number[] = [0, 1, 2, 99, 100, 101];

interface PartitionShape {
  readonly ruleId: RuleId;
  readonly kind: PrincipalKind;
  readonly name: string;
  readonly windowSeconds: number;
}

const ARN = 'arn:aws:iam::111122223333:user/';

/** The first ones differ in one thing each. */
const PARTITIONS: readonly PartitionShape[] = [
  { ruleId: 'describe-instances', kind: 'arn', name: `${ARN}u`, windowSeconds: 30 },
  { ruleId: 'get-service-quota', kind: 'arn', name: `${ARN}u`, windowSeconds: 30 },
  { ruleId: 'describe-instances', kind: 'role', name: `${ARN}u`, windowSeconds: 30 },
  { ruleId: 'describe-instances', kind: 'arn', name: `${ARN}u`, windowSeconds: 3 },
  { ruleId: 'describe-instances', kind: 'arn', name: `${ARN}u `, windowSeconds: 30 },
  { ruleId: 'describe-instances', kind: 'principalId', name: '"#\u{1f600}', windowSeconds: 30 },
  { ruleId: 'describe-instances', kind: 'identity', name: 'x'.repeat(999), windowSeconds: 3600 },
];

export const PARTITION_COUNT = PARTITIONS.length;

/** The partitions of one run; no two runs share one. */
export function partitionsOf(run: string): Partition[] {
  return PARTITIONS.map(({ ruleId, kind, name, windowSeconds }) => {
    const value = boundedIdentity(`${run}${name}`, MAX_KEY_BYTES, sha256Digest);
    return { ruleId, principal: { kind, key: `${kind}:${value}` }, windowSeconds };
  });
}

/**
 * A call of a bucket. The same number is the same call. Some are in a region of their own, so that a bucket runs out of
 * regions; others are in few regions, so that it runs out of calls; and there are more callers than it keeps.
 */
export function callNumber(number: number, partition: Partition, bucket: number): TrackedCall {
  const { windowSeconds } = partition;
  const caller = callerNumber(number % CALLER_COUNT, partition);
  return {
    eventId: eventIdNumber(number),
    second: bucket * windowSeconds + ((number * 7919) % windowSeconds),
    region: REGIONS[number < 40 ? number % 4 : number % REGIONS.length] as string,
    ...(caller !== undefined && { caller }),
  };
}

function eventIdNumber(number: number): string {
  const text = HOSTILE_TEXTS[number % HOSTILE_TEXTS.length] as string;
  switch (number % 5) {
    case 0:
      return boundedIdentity(`${number}${text}`, MAX_EVENT_ID_BYTES, sha256Digest);
    case 1:
      return uuid(0xabcde0 + number).toUpperCase();
    case 2:
      return `sixteen-byte-${String(number).padStart(3, '0')}`;
    default:
      return uuid(number);
  }
}

const CALLER_COUNT = 41;

/** In a partition of an ARN every caller has it; in one of another kind they have other ARNs, or none. */
function callerNumber(number: number, { principal }: Partition): Caller | undefined {
  const text = boundedIdentity(
    `${number}${HOSTILE_TEXTS[number % HOSTILE_TEXTS.length]}`,
    MAX_EVENT_ID_BYTES,
    sha256Digest,
  );
  const name = principal.key.slice(principal.kind.length + 1);
  const arns: Partial<Record<PrincipalKind, string>> = {
    arn: name,
    role: `arn:aws:sts::1:assumed-role/r/${text}`,
  };
  const arn = arns[principal.kind];
  const identity = { type: 'AssumedRole', ...(arn !== undefined && { arn }) };
  switch (number % 6) {
    case 0:
      return identity;
    case 1:
      return { ...identity, userAgent: text, errorCode: text };
    case 2:
      return { ...identity, accountId: text, recipientAccountId: '2', accessKeyId: text };
    case 3:
      return { ...identity, accountId: text, recipientAccountId: text, roleArn: name };
    case 4:
      return { ...identity, roleArn: `${text}${'y'.repeat(200)}`, userAgent: 'z'.repeat(120) };
    default:
      return number === 11 ? undefined : { ...identity, roleArn: text, sourceIp: '=' };
  }
}
