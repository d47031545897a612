/** The configuration as types, derived from the table of keys. */
import type { RuleSettings } from '../detection/model';
import type { RuleId } from '../detection/rules/rule-catalog';
import type { SeveritySettings } from '../detection/severity/assess';
import type { ValueOf } from './config-key';
import type { Keys } from './config-keys';

/** The keys whose rows have a property, such as `{ flag: 'detection' }`. */
type KeysWith<Property> = {
  [Key in keyof Keys]: Keys[Key] extends Property ? Key : never;
}[keyof Keys];

/** Objects have types of their own; a text without a default may be missing. */
type PlainConfig = {
  readonly [Key in Exclude<keyof Keys, KeysWith<{ kind: 'object' }>>]:
    | ValueOf<Keys[Key]>
    | (Keys[Key] extends { default: unknown } ? never : undefined);
};

/** The resolved configuration: defaults filled in, and for every rule its own settings. */
export interface RegionSweepConfig extends PlainConfig {
  /** The settings of every rule in the catalog, overrides applied. */
  readonly rules: Readonly<Record<RuleId, RuleSettings>>;
  readonly severity: SeveritySettings;
  readonly organization?: Organization;
  readonly slack?: SlackChannel;
  readonly trail?: Trail;
}

/** The accounts that may send events to the hub besides its own; see `ORGANIZATION_MEMBERS`. */
export interface Organization {
  readonly id?: string;
  readonly units: readonly string[];
  readonly accounts: readonly string[];
  readonly managementAccount?: string;
}

/** A Slack channel. Its workspace must be authorized once in the console of Amazon Q Developer in chat applications. */
export type SlackChannel = ValueOf<Keys['slack']>;

/** Where the files of a trail are; see `TRAIL_MEMBERS`. */
export type Trail = ValueOf<Keys['trail']>;

type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [Key in keyof T]?: DeepPartial<T[Key]> }
    : T;

/** What a user set: valid, but without defaults. */
export type GivenConfig = DeepPartial<RegionSweepConfig>;

/** What the deployed functions get. */
export type DetectionConfig = Pick<RegionSweepConfig, KeysWith<{ deployed: true }>>;

/** The keys that decide what a sweep is. Every command that detects takes them as flags. */
export type DetectionKey = KeysWith<{ flag: 'detection' }>;

/** The keys that decide which findings send an alert. Commands that show this take them as flags. */
export type NotificationKey = KeysWith<{ flag: 'notification' }>;

export type FlagKey = DetectionKey | NotificationKey;
