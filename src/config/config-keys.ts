import { RULE_IDS } from '../detection/rules/catalog';
import type { RegionSweepConfig } from './config';
import { OVERRIDE_KEYS } from './context-schema';
import { DEFAULT_CONFIG } from './defaults';
import { DETECTION_ALLOWED } from './detection-schema';

/** The documentation of one key. */
export interface ConfigKey {
  /** One line, without a full stop at the end. */
  readonly description: string;
  /** What holds when the key is left out, in the form a user would write it; undefined: nothing. */
  readonly defaultValue: unknown;
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
    description: 'What calls are counted by: the ARN of the caller, or the role behind a session',
    defaultValue: DEFAULT_CONFIG.groupBy,
    allowed: DETECTION_ALLOWED.groupBy,
    example: 'role',
  },
  rules: {
    description: 'Settings of single rules, which take precedence over those of all rules',
    defaultValue: {},
    allowed: `an object by rule id (${RULE_IDS.join(', ')}), each an object with any of ${OVERRIDE_KEYS.join(', ')}`,
    example: '{"describe-instances":{"minRegions":12}}',
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
  lateEventHours: {
    description: 'How long past its window a call may come and still count, in hours',
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
