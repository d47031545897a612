import { RULE_IDS } from '../detection/rules/rule-catalog';
import {
  DETECTION_ALLOWED,
  OVERRIDE_KEYS,
  SEVERITY_KEYS,
  SEVERITY_MEMBERS_ALLOWED,
  SILENCE_HOURS,
} from './allowed';
import { INGESTIONS, type RegionSweepConfig } from './config';
import { DEFAULT_CONFIG } from './defaults';
import { ORGANIZATION_ALLOWED } from './organization-members';

/** The documentation of one key. */
export interface ConfigKey {
  /** One line, without a full stop at the end. */
  readonly description: string;
  /** What holds when the key is left out, in the form a user would write it; undefined: nothing. */
  readonly defaultValue: unknown;
  /** The same in words, where the value itself is long. */
  readonly defaultInWords?: string;
  /** The values allowed, in words. */
  readonly allowed: string;
  /** A valid value, as text. */
  readonly example: string;
}

/** Every key there is, in the order to show them. Docs, flags and messages follow from this. */
export const CONFIG_KEYS: Readonly<Record<keyof RegionSweepConfig, ConfigKey>> = {
  windowSeconds: {
    description: 'Length of a window of event time, in seconds',
    defaultValue: DEFAULT_CONFIG.windowSeconds,
    allowed: DETECTION_ALLOWED.windowSeconds,
    example: '60',
  },
  windowing: {
    description:
      'How windows are laid: at every call, or at fixed multiples as the Elastic rules do',
    defaultValue: DEFAULT_CONFIG.windowing,
    allowed: DETECTION_ALLOWED.windowing,
    example: 'tumbling',
  },
  minRegions: {
    description: 'Distinct regions within one window that make a sweep, inclusive',
    defaultValue: DEFAULT_CONFIG.minRegions,
    allowed: DETECTION_ALLOWED.minRegions,
    example: '12',
  },
  minCalls: {
    description: 'Distinct calls within one window that make a sweep, inclusive',
    defaultValue: DEFAULT_CONFIG.minCalls,
    allowed: DETECTION_ALLOWED.minCalls,
    example: '20',
  },
  groupBy: {
    description:
      'What calls are counted by: the ARN of the caller, its access key, the role behind a session, the address; or several at once',
    defaultValue: DEFAULT_CONFIG.groupBy,
    allowed: DETECTION_ALLOWED.groupBy,
    example: 'arn,role',
  },
  rules: {
    description: 'Settings of single rules, which take precedence over those of all rules',
    defaultValue: {},
    allowed: `an object by rule id (${RULE_IDS.join(', ')}), each an object with any of ${OVERRIDE_KEYS.join(', ')}`,
    example: '{"describe-instances":{"minRegions":12}}',
  },
  severity: {
    description:
      'What signals add to the score of a finding, and from which score on it is of a severity',
    defaultValue: DEFAULT_CONFIG.severity,
    defaultInWords: 'those of docs/severity.md',
    allowed: `an object with any of points (by signal: ${SEVERITY_KEYS.points.join(', ')}; ${SEVERITY_MEMBERS_ALLOWED.points}) and cutoffs (${SEVERITY_KEYS.cutoffs.join(', ')}; ${SEVERITY_MEMBERS_ALLOWED.cutoffs}, ascending)`,
    example: '{"points":{"denied-calls":30},"cutoffs":{"high":70}}',
  },
  notifyFrom: {
    description: 'Severity from which on people are told; findings below it are recorded alone',
    defaultValue: DEFAULT_CONFIG.notifyFrom,
    allowed: DETECTION_ALLOWED.notifyFrom,
    example: 'medium',
  },
  renotifyMinutes: {
    description:
      'Minutes in which further sweeps of a principal by the same rule are counted in one finding, and not told of again',
    defaultValue: DEFAULT_CONFIG.renotifyMinutes,
    allowed: DETECTION_ALLOWED.renotifyMinutes,
    example: '240',
  },
  regions: {
    description:
      'Regions whose calls are forwarded to the hub; the region of the hub itself need not be named',
    defaultValue: DEFAULT_CONFIG.regions,
    defaultInWords: `the ${DEFAULT_CONFIG.regions.length} regions that every account has`,
    allowed: 'a list of regions of the commercial partition; as text, separated by commas',
    example: 'us-east-1,eu-central-1',
  },
  organization: {
    description:
      'Who may send to the hub besides its own account, and which of these accounts get forwarders',
    defaultValue: DEFAULT_CONFIG.organization,
    allowed: ORGANIZATION_ALLOWED,
    example:
      '{"id":"o-a1b2c3d4e5","units":["ou-a1b2-c3d4e5f6"],"managementAccount":"111122223333"}',
  },
  ingestion: {
    description:
      'How events get from the hub to the detector: one at a time, or through a queue in batches',
    defaultValue: DEFAULT_CONFIG.ingestion,
    allowed: INGESTIONS.join(' or '),
    example: 'queue',
  },
  emails: {
    description: 'Addresses that are subscribed to the notifications and to the alarms',
    defaultValue: DEFAULT_CONFIG.emails,
    allowed: 'a list of e-mail addresses; as text, separated by commas',
    example: 'security@example.org,oncall@example.org',
  },
  slack: {
    description: 'Slack channel that is subscribed to the notifications and to the alarms',
    defaultValue: DEFAULT_CONFIG.slack,
    allowed: 'an object with workspaceId and channelId',
    example: '{"workspaceId":"T0123ABCD","channelId":"C0123ABCD"}',
  },
  securityHub: {
    description:
      'Whether findings are imported to the Security Hub of the account and region of the hub, which has to be enabled',
    defaultValue: DEFAULT_CONFIG.securityHub,
    allowed: 'true or false',
    example: 'true',
  },
  allowlist: {
    description:
      'File with the harmless sweeps, which nobody has to be told of; see docs/allowlist.md',
    defaultValue: undefined,
    defaultInWords: 'allowlist.json, if it is there',
    allowed: 'the path of a JSON file, relative to the folder of cdk.json',
    example: 'security/allowlist.json',
  },
  silenceHours: {
    description:
      'Hours without any call, in total or from one region, after which operators are told',
    defaultValue: DEFAULT_CONFIG.silenceHours,
    allowed: `a whole number from ${SILENCE_HOURS.min} to ${SILENCE_HOURS.max}`,
    example: '12',
  },
  heartbeat: {
    description:
      'Whether the hub makes a call in each region now and then, so that silence means a fault',
    defaultValue: DEFAULT_CONFIG.heartbeat,
    allowed: 'true or false',
    example: 'false',
  },
  lateEventHours: {
    description:
      'How long what was counted is kept past its window, in hours, so that calls that come late meet it',
    defaultValue: DEFAULT_CONFIG.lateEventHours,
    allowed: DETECTION_ALLOWED.lateEventHours,
    example: '48',
  },
  maxTrackedCalls: {
    description: 'Calls kept for one principal and rule in one stretch of windowSeconds',
    defaultValue: DEFAULT_CONFIG.maxTrackedCalls,
    allowed: DETECTION_ALLOWED.maxTrackedCalls,
    example: '300',
  },
};
