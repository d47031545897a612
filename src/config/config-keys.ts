/** The table of configuration keys. To add a plain key, add a row: types, checks, docs and flags follow from it. */
import { MAX_REGIONS } from '../detection/bucket';
import { GROUP_BY, type RuleSettings, WINDOWINGS } from '../detection/model';
import { type OwnSettings, SEVERITIES } from '../detection/rules/rule';
import { RULE_IDS } from '../detection/rules/rule-catalog';
import { DEFAULT_SEVERITY, MAX_SCORE } from '../detection/severity/assess';
import { WATCH_CHOICES } from '../detection/watched/watch-catalog';
import { DEFAULT_REGIONS } from './aws-regions';
import type { ConfigKey } from './config-key';
import { regionRefusal } from './region-problems';
import {
  membersByRule,
  ORGANIZATION_MEMBERS,
  OWN_KEYS,
  SEVERITY_MEMBERS,
  SLACK_MEMBERS,
  TRAIL_MEMBERS,
} from './structured-keys';

/** One `@`, and a domain with a dot: enough to catch a slip. Amazon SNS checks the address itself. */
const EMAIL_ADDRESS = /^(?:[\w'+-]+\.)*[\w'+-]*[\w+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

/**
 * Without the characters that end a link in the markdown of a dashboard or in Slack, and without a fragment: each text
 * adds its own.
 */
const RUNBOOK_URL = /^https:\/\/[\w.~:/?@!$&*+,;=%-]{1,200}$/;

/** The settings that each rule may override. The defaults are those of the Elastic rules, except for `windowing`. */
const RULE_KEYS = {
  windowSeconds: {
    kind: 'integer',
    min: 1,
    max: 3600,
    default: 30,
    description: 'Length of a window, in seconds of event time',
    example: '60',
    flag: 'detection',
  },
  windowing: {
    kind: 'choice',
    values: WINDOWINGS,
    default: 'sliding',
    description:
      'Where windows start: at any call (sliding), or at multiples of their length as in the Elastic rules (tumbling)',
    example: 'tumbling',
    flag: 'detection',
  },
  minRegions: {
    kind: 'integer',
    min: 1,
    // A bucket keeps no more regions, so a higher threshold could never be reached.
    max: MAX_REGIONS,
    default: 10,
    description:
      'Minimum number of distinct regions within one window for calls to count as a sweep',
    example: '12',
    flag: 'detection',
  },
  minCalls: {
    kind: 'integer',
    min: 1,
    max: 1000,
    default: 10,
    description:
      'Minimum number of distinct calls within one window for them to count as a sweep; cannot exceed maxTrackedCalls',
    example: '20',
    flag: 'detection',
  },
  groupBy: {
    kind: 'choices',
    values: GROUP_BY,
    default: 'arn',
    description:
      'What to count calls by: the ARN of the caller, its access key, the role of its session, or the source IP',
    example: 'arn,role',
    flag: 'detection',
  },
} as const satisfies Readonly<
  Record<Exclude<keyof RuleSettings, 'enabled' | keyof OwnSettings>, ConfigKey>
>;

/** For example `; get-service-quota also quotas`. */
function ownKeysInWords(): string {
  return Object.entries(OWN_KEYS)
    .map(([id, rows]) => `; ${id} also ${Object.keys(rows).join(', ')}`)
    .join('');
}

const KEYS = {
  ...RULE_KEYS,
  rules: {
    kind: 'object',
    members: membersByRule({ enabled: { kind: 'boolean' }, ...RULE_KEYS }, OWN_KEYS),
    default: {},
    description:
      'Settings for individual rules, which take precedence over the settings for all rules',
    allowed: `an object by rule ID (${RULE_IDS.join(', ')}), each an object with any of enabled, ${Object.keys(RULE_KEYS).join(', ')}${ownKeysInWords()}`,
    example: '{"describe-instances":{"minRegions":12}}',
    deployed: true,
  },
  severity: {
    kind: 'object',
    members: SEVERITY_MEMBERS,
    default: DEFAULT_SEVERITY,
    defaultInWords: 'the values in docs/severity.md',
    description: 'Points of each signal, and the lowest score of each severity',
    allowed: `an object with any of points (by signal, each from -${MAX_SCORE} to ${MAX_SCORE}) and cutoffs (low, medium, high, critical, each from 1 to ${MAX_SCORE}, ascending)`,
    example: '{"points":{"denied-calls":30},"cutoffs":{"high":70}}',
    deployed: true,
  },
  notifyFrom: {
    kind: 'choice',
    values: SEVERITIES,
    default: 'low',
    description:
      'Minimum severity of an incident that sends an alert; lower ones go only to the archive',
    example: 'medium',
    flag: 'notification',
    deployed: true,
  },
  renotifyMinutes: {
    kind: 'integer',
    // With 0, each sweep is an incident of its own.
    min: 0,
    max: 1440,
    default: 60,
    description:
      'Minutes without activity after which an incident closes; until then, further sweeps by the same identity belong to it and send no new alert',
    example: '240',
    flag: 'notification',
    deployed: true,
  },
  watch: {
    kind: 'choices',
    values: WATCH_CHOICES,
    default: 'default',
    description:
      'Categories of watched calls that can raise the severity of an incident: docs/watched-calls.md lists them; default means all that are on by default, none means no watched calls',
    example: 'default,reads',
    deployed: true,
  },
  regions: {
    kind: 'list',
    default: DEFAULT_REGIONS,
    defaultInWords: `the ${DEFAULT_REGIONS.length} regions that every account has`,
    check: regionRefusal,
    description: 'Regions that forward calls to the hub; the region of the hub need not be listed',
    allowed: 'a list of regions of the commercial partition; as text, separated by commas',
    example: 'us-east-1,eu-central-1',
  },
  organization: {
    kind: 'object',
    members: ORGANIZATION_MEMBERS,
    shorthand: { prefix: 'o-', member: 'id' },
    description: 'Accounts that may send events to the hub, and which of them get forwarders',
    allowed:
      'an object with id, accounts or both, and with id also units and managementAccount; or the ID alone',
    example:
      '{"id":"o-a1b2c3d4e5","units":["ou-a1b2-c3d4e5f6"],"managementAccount":"111122223333"}',
  },
  collection: {
    kind: 'choice',
    values: ['eventbridge', 'trail', 'both'],
    default: 'eventbridge',
    description:
      'How calls reach the hub: as events of EventBridge, in the files of a trail, or both, and then each call counts once',
    example: 'both',
  },
  trail: {
    kind: 'object',
    members: TRAIL_MEMBERS,
    description: 'Where the files of your trail are; required if collection is trail or both',
    allowed: 'an object with bucket, and any of prefix, region, keyArn, topicArn',
    example:
      '{"bucket":"example-org-trail","topicArn":"arn:aws:sns:eu-central-1:111122223333:trail-files"}',
  },
  emails: {
    kind: 'list',
    format: EMAIL_ADDRESS,
    default: [],
    description: 'E-mail addresses that receive alerts and alarms',
    allowed: 'a list of e-mail addresses; as text, separated by commas',
    example: 'security@example.org,oncall@example.org',
  },
  subscribers: {
    kind: 'choice',
    values: ['listed', 'none'],
    default: 'listed',
    description:
      'Who gets alerts: the e-mail addresses and the Slack channel that you list (listed), or nobody until you subscribe to the topics yourself (none)',
    example: 'none',
  },
  slack: {
    kind: 'object',
    members: SLACK_MEMBERS,
    description: 'Slack channel that receives alerts and alarms',
    allowed: 'an object with workspaceId and channelId',
    example: '{"workspaceId":"T0123ABCD","channelId":"C0123ABCD"}',
  },
  securityHub: {
    kind: 'boolean',
    default: false,
    description:
      'Whether to import findings into Security Hub CSPM, which must be enabled in the account and region of the hub',
    example: 'true',
  },
  eventDataStore: {
    kind: 'text',
    format: /^[A-Za-z0-9-]{8,64}$/,
    description:
      'CloudTrail Lake event data store; alerts then include a query for it. CloudTrail Lake has been closed to new customers since May 2026',
    allowed: 'the ID of an event data store: 8 to 64 letters, digits and hyphens',
    fix: 'Copy the part of its ARN after "eventdatastore/", or remove it (default: none).',
    example: 'EXAMPLE-f852-4e8f-8bd1-bcf6cEXAMPLE',
    deployed: true,
  },
  allowlist: {
    kind: 'text',
    format: /^.{1,1024}$/su,
    defaultInWords: 'allowlist.json, if that file exists',
    description:
      'File that lists sweeps known to be harmless, which send no alert; see docs/allowlist.md',
    allowed: 'the path of a JSON file, relative to the folder of cdk.json',
    example: 'security/allowlist.json',
  },
  silenceHours: {
    kind: 'integer',
    min: 1,
    // The longest period of a CloudWatch alarm is one day.
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
    max: 24,
    default: 1,
    description:
      'Hours without any call, in total or of one rule from one region, after which an alarm fires',
    example: '12',
  },
  forwarderAlarms: {
    kind: 'choice',
    values: ['account', 'region', 'none'],
    default: 'account',
    description:
      'Which forwarders have an alarm on their dead-letter queue: one per account, in the region of the hub (account), every one (region), or none',
    example: 'region',
  },
  runbookUrl: {
    kind: 'text',
    format: RUNBOOK_URL,
    default: 'https://github.com/regionsweep/regionsweep/blob/main/docs/operations.md',
    description:
      'Page that the texts of alarms link to; set it if you keep docs/operations.md elsewhere',
    allowed:
      'a URL that begins with https://, of at most 208 letters, digits and characters of -._~:/?@!$&*+,;=%',
    fix: 'Leave out the part from # on, which RegionSweep adds, and encode other characters, such as %28 for an opening parenthesis.',
    example: 'https://wiki.example.org/regionsweep/operations',
  },
  heartbeat: {
    kind: 'boolean',
    default: true,
    description:
      'Whether the hub makes harmless calls in each region on a schedule, so that silence means a fault',
    example: 'false',
  },
  lateEventHours: {
    kind: 'integer',
    min: 1,
    max: 720,
    default: 24,
    description:
      'Hours after their window during which late events still count; RegionSweep keeps calls and ledgers this long, and for at least 24 h plus renotifyMinutes',
    example: '48',
    flag: 'detection',
    deployed: true,
  },
  maxTrackedCalls: {
    kind: 'integer',
    min: 10,
    max: 1000,
    default: 200,
    description:
      'Maximum number of calls to keep for one principal and rule per windowSeconds of event time',
    example: '300',
    flag: 'detection',
    deployed: true,
  },
} as const satisfies Readonly<Record<string, ConfigKey>>;

export type Keys = typeof KEYS;

/** Every key, in the order in which docs show them. */
export const CONFIG_KEYS: Readonly<Record<keyof Keys, ConfigKey>> = KEYS;

/** The keys that each rule may override. */
export const RULE_KEY_NAMES = Object.keys(RULE_KEYS) as readonly (keyof typeof RULE_KEYS)[];
