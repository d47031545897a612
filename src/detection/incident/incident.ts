import type { Finding } from '../finding';
import type { Severity } from '../rules/rule';
import type { Reason } from '../severity/assess';
import type { WatchedReasonId } from '../watched/watch-catalog';
import type { AcknowledgementNote } from './acknowledgement';

export const INCIDENT_SCHEMA_VERSION = '2.0';

/** How many findings an incident shows in full, the most severe first. */
export const MAX_FINDINGS = 5;

/** How many lines the timeline of an incident has. */
export const MAX_TIMELINE = 60;

/** What the key of an identity is. `shared` is a principal that several identities use, such as a source IP. */
type IdentityKind = 'user' | 'role' | 'root' | 'shared' | 'other';

/** Who is behind the calls, whatever session or key they used. A caller may choose parts of the texts. */
export interface IncidentIdentity {
  readonly kind: IdentityKind;
  /** An ARN where there is one, else the principal key. */
  readonly key: string;
  readonly accountId?: string;
}

/** A sweep, as one line of the timeline. Times are ISO 8601, UTC. */
export interface SweepLine {
  readonly kind: 'sweep';
  /** Of the first call. */
  readonly time: string;
  /** Of the last call. */
  readonly until: string;
  readonly findingId: string;
  readonly ruleId: Finding['rule']['id'];
  readonly principalKey: string;
  readonly severity: Severity;
  readonly regionCount: number;
  readonly callCount: number;
}

/** Watched calls of one kind, as one line of the timeline. */
export interface WatchedLine {
  readonly kind: 'watched';
  /** Of the first call. */
  readonly time: string;
  /** Of the last call. */
  readonly until: string;
  /** The name of the call, such as `RunInstances`. */
  readonly eventName: string;
  /** The part of an attack that it belongs to; see `src/detection/watched`. */
  readonly category: string;
  readonly count: number;
  readonly regions: readonly string[];
  readonly accountId?: string;
  /** Present when the calls failed. */
  readonly errorCode?: string;
  /** The few parameters that matter, such as the instance type. A caller chose the values. */
  readonly details: Readonly<Record<string, string>>;
  /** The session, user or key that made the call. A caller may choose it. */
  readonly caller: string;
}

export type TimelineLine = SweepLine | WatchedLine;

/** Watched calls of one category that add to the score of an incident. */
export type WatchedReason = Reason<WatchedReasonId>;

/** Counts over all of an incident. Where `atLeast` is true, they are lower bounds. */
export interface IncidentTotals {
  readonly sweeps: number;
  readonly calls: number;
  readonly regions: number;
  readonly denied: number;
  readonly accounts: number;
  /** Callers that share no session, access key or source IP. */
  readonly actors: number;
  readonly watchedCalls: number;
  readonly atLeast: boolean;
}

/** A signal of the finding that leads, or watched calls of one category. */
export type IncidentReason = Reason | WatchedReason;

/** What people and programs get: all sweeps of one identity in one stretch of time, and what came before and after. */
export interface Incident {
  readonly schemaVersion: typeof INCIDENT_SCHEMA_VERSION;
  readonly id: string;
  readonly identity: IncidentIdentity;
  readonly status: 'open' | 'closed';
  /** ID of the incident of the same identity that was closed before. */
  readonly follows?: string;
  /** Present where a late call showed that two incidents are one: the ID of the one that goes on. */
  readonly mergedInto?: string;
  /** True when the activity continued at the closing. The next activity opens an incident that follows. */
  readonly isOngoing?: true;
  /** Present when someone acknowledged it, also when that has expired. */
  readonly acknowledgement?: AcknowledgementNote;
  /** The highest that it reached; it never falls. */
  readonly severity: Severity;
  /** 0 to 100: that of the most severe finding, and what the watched calls add. */
  readonly score: number;
  /** Those of the most severe finding, and the watched calls, in order of weight. */
  readonly reasons: readonly IncidentReason[];
  /** When RegionSweep opened it. ISO 8601, UTC, as are all times here. */
  readonly openedAt: string;
  readonly firstActivity: string;
  readonly lastActivity: string;
  /** The most severe first, at most {@link MAX_FINDINGS}. The first one leads: messages describe it. */
  readonly findings: readonly [Finding, ...Finding[]];
  /** By time, at most {@link MAX_TIMELINE} lines. */
  readonly timeline: readonly TimelineLine[];
  readonly totals: IncidentTotals;
}

/** The finding that messages describe. */
export function leadOf({ findings: [lead] }: Pick<Incident, 'findings'>): Finding {
  return lead;
}
