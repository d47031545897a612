/** One MITRE ATT&CK entry, for example `T1580` / `Cloud Infrastructure Discovery`. */
interface AttackEntry {
  readonly id: string;
  readonly name: string;
}

/** A tactic with those of its techniques that a rule shows. */
interface AttackMapping {
  readonly tactic: AttackEntry;
  readonly techniques: readonly AttackEntry[];
}

export const SEVERITIES = ['informational', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Whether one severity is above another. */
export function isAbove(a: Severity, b: Severity): boolean {
  return SEVERITIES.indexOf(a) > SEVERITIES.indexOf(b);
}

/** Which records are calls of a rule. The EventBridge pattern and the matcher both derive from it. */
export interface RuleMatch {
  /** `source` of the EventBridge envelope; only AWS can set one that begins with `aws.`. */
  readonly source: `aws.${string}`;
  readonly eventSource: string;
  /** The calls that count. The first is the one that the finding names unless the sweep has another. */
  readonly eventNames: readonly [string, ...string[]];
  /**
   * Members of `requestParameters`, each with the values it may have; further members do not matter. CloudTrail omits
   * the parameters of most denied calls, so a denied call without these members counts too.
   */
  readonly requestParameters?: Readonly<Record<string, readonly string[]>>;
}

/** The settings that only single rules have. */
export interface OwnSettings {
  /** Codes of the quotas that `get-service-quota` counts. */
  readonly quotas?: readonly string[];
  /** Whether `get-service-quota` counts `GetAWSDefaultServiceQuota` too. */
  readonly awsDefaultQuota?: boolean;
}

/** A harmless call that the heartbeat can make. */
export type Probe = 'DescribeInstances' | 'GetServiceQuota';

/** A detection rule as data. */
export interface Rule {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly severity: Severity;
  /** 0 to 100, as in the Elastic rule. */
  readonly riskScore: number;
  readonly references: readonly string[];
  readonly attack: readonly AttackMapping[];
  /** The Elastic rule that this one corresponds to. */
  readonly elasticRuleId: string;
  /** What counts by default. Its calls are all that count under any settings. */
  readonly match: RuleMatch;
  /**
   * What counts under the settings that only this rule has.
   * @default `match`, because the rule has none
   */
  readonly matchUnder?: (settings: OwnSettings) => RuleMatch;
  /** The call of this rule that the heartbeat makes. Without one, nothing proves that calls of the rule arrive. */
  readonly probe?: Probe;
}
