import type { PrincipalKind, Windowing } from './model';
import type { Severity } from './rules/rule';
import type { CatalogRule } from './rules/rule-catalog';
import type { Reason } from './severity/assess';

export const FINDING_SCHEMA_VERSION = '1.0';

/** Lists of the evidence that may be cut short, and are then named in {@link Evidence.capped}. */
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

/** What was seen of a sweep. Lists are sorted and without repeats. */
export interface Evidence {
  readonly regionCount: number;
  readonly regions: readonly string[];
  /** Distinct calls, by `eventID`. */
  readonly callCount: number;
  /** How many of them were denied. */
  readonly deniedCount: number;
  /** True when more calls came than are kept; the counts are then lower bounds. */
  readonly atLeast: boolean;
  /** ISO 8601, UTC, as are all times here. */
  readonly firstCall: string;
  readonly lastCall: string;
  readonly eventTimes: readonly string[];
  /** Accounts of the caller and accounts that were called. */
  readonly accountIds: readonly string[];
  readonly accessKeyIds: readonly string[];
  readonly identityTypes: readonly string[];
  readonly sourceIps: readonly string[];
  readonly userAgents: readonly string[];
  readonly errorCodes: readonly string[];
  readonly eventIds: readonly string[];
  /** The lists above that do not hold everything. */
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

/** What an entry of the allow-list bounds. */
export const CEILINGS = ['regions', 'calls', 'addresses', 'hours'] as const;
type Ceiling = (typeof CEILINGS)[number];

/** A ceiling that a sweep is not known to keep to. */
export interface BrokenCeiling {
  readonly ceiling: Ceiling;
  /** For example `at most 17`, or of hours `01-05 UTC`. */
  readonly allowed: string;
  /** For example `23`, `at least 200`, or of hours the times of the first and the last call. */
  readonly seen: string;
}

/** The entry of the allow-list that matches a sweep. Its texts are those of its owner. */
export interface AllowlistNote {
  readonly entryId: string;
  readonly owner: string;
  readonly ticket: string;
  /** The day, `YYYY-MM-DD`, with the beginning of which, in UTC, the entry stops. */
  readonly expires: string;
  /** Present when the entry does not cover the sweep, because of these. */
  readonly brokenCeilings?: readonly BrokenCeiling[];
}

/** The record of one sweep; the shape is documented in `docs/finding.md` and checked by `schemas/finding.schema.json`. */
export interface Finding {
  readonly schemaVersion: typeof FINDING_SCHEMA_VERSION;
  /** The same for the same sweep, whatever comes after. */
  readonly id: string;
  /** Id of the finding that this one is counted in, because it follows that closely; see `renotifyMinutes`. */
  readonly repeatOf?: string;
  /** Closed when the sweep is over and the last word on it was said. */
  readonly status: 'open' | 'closed';
  /** The rule as the catalogue has it, without what it matches. */
  readonly rule: Omit<CatalogRule, 'match'>;
  readonly window: {
    readonly start: string;
    /** Exclusive. */
    readonly end: string;
    /** Length of one window. From `start` to `end` it may be more, where sliding windows overlap. */
    readonly seconds: number;
    readonly windowing: Windowing;
  };
  readonly principal: FindingPrincipal;
  /** Keys of other principals under which the same sweep was seen, where calls are grouped in several ways. */
  readonly alsoUnder?: readonly string[];
  readonly thresholds: { readonly minRegions: number; readonly minCalls: number };
  readonly evidence: Evidence;
  /** 0 to 100: what the reasons come to. */
  readonly score: number;
  /** What the score comes to. The rule's own severity says what the rule is worth by itself. */
  readonly severity: Severity;
  /** What was seen, in order of weight. */
  readonly reasons: readonly Reason[];
  /** When the thresholds were seen to be reached. */
  readonly detectedAt: string;
  /** Present when an entry of the allow-list matches: it covers the sweep, or would but for broken ceilings. */
  readonly allowlist?: AllowlistNote;
}
