/** The resolved configuration: every key has a value, every rule its own settings. */
import type { Groupings, RuleSettings, Windowing } from '../detection/model';
import type { Severity } from '../detection/rules/rule';
import type { RuleId } from '../detection/rules/rule-catalog';
import type { SeveritySettings } from '../detection/severity/assess';

/** A Slack channel, as Amazon Q Developer in chat applications knows it. */
export interface SlackChannel {
  /** For example `T0123ABCD`. The workspace has to be authorised once, in the console. */
  readonly workspaceId: string;
  /** For example `C0123ABCD`. */
  readonly channelId: string;
}

/** How events get from the bus of the hub to the detector: one at a time, or through a queue in batches. */
export const INGESTIONS = ['direct', 'queue'] as const;
export type Ingestion = (typeof INGESTIONS)[number];

/** Who may send to the hub besides its own account. */
export interface Organization {
  /** For example `o-a1b2c3d4e5`: every account of it may send to the hub. */
  readonly id?: string;
  /** Organizational units (or the root) whose accounts get forwarders by a StackSet. */
  readonly units: readonly string[];
  /** Accounts outside the organization, or without one, that may send to the hub. */
  readonly accounts: readonly string[];
  /** Gets forwarders by stacks of its own, because a StackSet never reaches it. */
  readonly managementAccount?: string;
}

/** What an engineer can tune. The documentation of each key is in `CONFIG_KEYS`. */
export interface RegionSweepConfig {
  /** Length of a window of event time, in seconds. */
  readonly windowSeconds: number;
  readonly windowing: Windowing;
  /** Distinct regions that make a sweep, inclusive. */
  readonly minRegions: number;
  /** Distinct calls that make a sweep, inclusive. */
  readonly minCalls: number;
  readonly groupBy: Groupings;
  /** The settings of every rule of the catalogue, overrides applied. */
  readonly rules: Readonly<Record<RuleId, RuleSettings>>;
  /** How signals become a score and a severity. */
  readonly severity: SeveritySettings;
  /** People are told of findings from this severity on; the record has all of them. */
  readonly notifyFrom: Severity;
  /** A sweep so soon after another of the same principal and rule is counted in the finding of that one. */
  readonly renotifyMinutes: number;
  /** Regions whose calls are forwarded to the hub; the region of the hub itself need not be named. */
  readonly regions: readonly string[];
  readonly organization?: Organization;
  readonly ingestion: Ingestion;
  /** Addresses that are subscribed to the notifications. */
  readonly emails: readonly string[];
  /** The channel that is subscribed to the notifications, if any. */
  readonly slack?: SlackChannel;
  /** Whether findings are imported to Security Hub. */
  readonly securityHub: boolean;
  /** Path of the file with the allow-list, relative to the folder of `cdk.json`. */
  readonly allowlist?: string;
  /** Hours without any call, in total or from one region, after which operators are told. */
  readonly silenceHours: number;
  /** Whether the hub makes a call in each region now and then, so that silence means a fault. */
  readonly heartbeat: boolean;
  /** How long state is kept past a window, in hours, so that late calls meet those that were counted before. */
  readonly lateEventHours: number;
  /** Calls kept for one principal, rule and bucket. */
  readonly maxTrackedCalls: number;
}

/** What the detector itself has to know. */
export type DetectionConfig = Pick<
  RegionSweepConfig,
  'rules' | 'severity' | 'notifyFrom' | 'renotifyMinutes' | 'lateEventHours' | 'maxTrackedCalls'
>;

/** The keys that decide what a sweep is; the command line takes each as a flag. */
export const DETECTION_KEYS = [
  'windowSeconds',
  'windowing',
  'minRegions',
  'minCalls',
  'groupBy',
  'lateEventHours',
  'maxTrackedCalls',
] as const satisfies readonly (keyof RegionSweepConfig)[];
export type DetectionKey = (typeof DETECTION_KEYS)[number];

/** The keys that decide which findings people are told of; commands that say so take each as a flag. */
export const NOTIFICATION_KEYS = [
  'notifyFrom',
  'renotifyMinutes',
] as const satisfies readonly (keyof RegionSweepConfig)[];
export type NotificationKey = (typeof NOTIFICATION_KEYS)[number];

/** Every key that may come as a flag. */
export type FlagKey = DetectionKey | NotificationKey;
