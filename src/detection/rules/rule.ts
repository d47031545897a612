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
  readonly eventName: string;
  /** Members of `requestParameters` that must have this value; further members do not matter. */
  readonly requestParameters?: Readonly<Record<string, string>>;
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
  readonly match: RuleMatch;
  /** The call of this rule that the heartbeat makes. Without one, nothing proves that calls of the rule arrive. */
  readonly probe?: Probe;
}
