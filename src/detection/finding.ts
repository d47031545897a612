import type { PrincipalKind, Windowing } from './model';
import type { Severity } from './rules/rule';
import type { CatalogRule } from './rules/rule-catalog';
import type { Reason } from './severity/assess';

export const FINDING_SCHEMA_VERSION = '2.0';

/** Lists of the evidence that may be incomplete; {@link Evidence.capped} then names them. */
export const CAPPED_FIELDS = [
  'regions',
  'eventTimes',
  'accountIds',
  'accessKeyIds',
  'identityTypes',
  'sourceIps',
  'userAgents',
  'errorCodes',
  'eventIds',
] as const;
export type CappedField = (typeof CAPPED_FIELDS)[number];

/** The facts of a sweep. Lists are sorted and without repeats. */
export interface Evidence {
  readonly regionCount: number;
  readonly regions: readonly string[];
  /** Distinct calls, by `eventID`. */
  readonly callCount: number;
  /** How many of them were denied. */
  readonly deniedCount: number;
  /** True when the sweep has more calls than RegionSweep keeps; the counts are then lower bounds. */
  readonly atLeast: boolean;
  /** ISO 8601, UTC, as are all times here. */
  readonly firstCall: string;
  readonly lastCall: string;
  readonly eventTimes: readonly string[];
  /** Accounts of the callers and accounts that were called. */
  readonly accountIds: readonly string[];
  readonly accessKeyIds: readonly string[];
  readonly identityTypes: readonly string[];
  readonly sourceIps: readonly string[];
  readonly userAgents: readonly string[];
  readonly errorCodes: readonly string[];
  /** Names of the calls. Absent where all are the first call of the rule. */
  readonly eventNames?: readonly string[];
  readonly eventIds: readonly string[];
  /** The lists above that are incomplete. */
  readonly capped: readonly CappedField[];
}

export interface FindingPrincipal {
  readonly key: string;
  readonly kind: PrincipalKind;
  readonly arn?: string;
  readonly type: string;
  readonly accountId?: string;
  readonly roleArn?: string;
  readonly sessionName?: string;
}

/** What an allow-list entry limits. `addresses` is the number of source IPs. */
export const CEILINGS = ['regions', 'calls', 'addresses', 'hours'] as const;
type Ceiling = (typeof CEILINGS)[number];

/** A ceiling that a sweep exceeds, or may exceed. */
export interface BrokenCeiling {
  readonly ceiling: Ceiling;
  /** For example `at most 17`, or for hours `01-05 UTC`. */
  readonly allowed: string;
  /** For example `23`, `at least 200`, or for hours the times of the first and the last call. */
  readonly seen: string;
}

/** The allow-list entry that matches a sweep. Its owner wrote its texts. */
export interface AllowlistNote {
  readonly entryId: string;
  readonly owner: string;
  readonly ticket: string;
  /** The day, `YYYY-MM-DD`, on which the entry stops applying, at 00:00 UTC. */
  readonly expires: string;
  /** Names of the watched calls that the entry covers too. Absent where it does not cover the sweep. */
  readonly watchedCalls?: readonly string[];
  /** Present when the entry does not cover the sweep because of these. */
  readonly brokenCeilings?: readonly BrokenCeiling[];
}

/** The durable description of one sweep; see `docs/finding.md` and `schemas/finding.schema.json`. */
export interface Finding {
  readonly schemaVersion: typeof FINDING_SCHEMA_VERSION;
  /** The same for the same sweep, whatever happens later. */
  readonly id: string;
  /** ID of the incident that it belongs to; see `docs/incident.md`. */
  readonly incidentId: string;
  /** Closed when its incident is closed. */
  readonly status: 'open' | 'closed';
  /** The rule of the catalogue, without what it matches and its probe. */
  readonly rule: Omit<CatalogRule, 'match' | 'matchUnder' | 'probe'>;
  readonly window: {
    readonly start: string;
    /** Exclusive. */
    readonly end: string;
    /** Length of one window. From `start` to `end` it may be more, where sliding windows overlap. */
    readonly seconds: number;
    readonly windowing: Windowing;
  };
  readonly principal: FindingPrincipal;
  readonly thresholds: { readonly minRegions: number; readonly minCalls: number };
  readonly evidence: Evidence;
  /** 0 to 100: the sum of the points of all reasons. */
  readonly score: number;
  /** The level of the score. The severity of the rule is that of the Elastic rule. */
  readonly severity: Severity;
  /** The signals that apply, in order of weight. */
  readonly reasons: readonly Reason[];
  /** When the detector found that the calls reach both thresholds. */
  readonly detectedAt: string;
  /** Present when an allow-list entry matches. It covers the sweep unless the sweep exceeds a ceiling. */
  readonly allowlist?: AllowlistNote;
}

/** Whether an allow-list entry covers a finding, which then sends no alert, whatever its severity. */
export function isCovered({ allowlist }: Pick<Finding, 'allowlist'>): boolean {
  return allowlist !== undefined && allowlist.brokenCeilings === undefined;
}
