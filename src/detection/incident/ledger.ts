import type { Interval, Principal } from '../model';
import type { Audience } from '../notification';
import type { Severity } from '../rules/rule';
import { isAbove } from '../rules/rule';
import type { RuleId } from '../rules/rule-catalog';
import type { Acknowledgement } from './acknowledgement';
import type { IncidentTotals } from './incident';

/** A sweep as the ledger lists it, without its evidence, which follows from the calls around its interval. */
export interface Sweep extends Interval {
  /** ID of the finding. */
  readonly id: string;
  readonly ruleId: RuleId;
  readonly principal: Principal;
  readonly windowSeconds: number;
  /** Milliseconds since the epoch: when the detector found that the calls reach both thresholds. */
  readonly openedAt: number;
  /** The incident that it belongs to. */
  readonly incidentId: string;
}

/** How much an incident is worth telling: who gets it, and how severe it is. */
export interface Worth {
  readonly severity: Severity;
  readonly audience: Audience;
}

/** The last published notification of an incident. */
export interface Reported extends Worth {
  readonly totals: IncidentTotals;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The right to publish the next notification of an incident. A handler that dies loses it. */
export interface Lease {
  /** `eventID` of the call whose handling took it, or the name of another attempt. */
  readonly by: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** An incident as the ledger keeps it. */
export interface IncidentState {
  readonly id: string;
  /** Event time of its first and last activity, seconds since the epoch. */
  readonly first: number;
  readonly last: number;
  /** Milliseconds since the epoch, wall clock. */
  readonly openedAt: number;
  readonly changedAt: number;
  /** How many sweeps it has had, also those that the ledger no longer lists. */
  readonly sweepCount: number;
  /** What any handler has seen in it. It only rises. */
  readonly worth: Worth;
  /** Absent until the first notification is published. */
  readonly reported?: Reported;
  readonly lease?: Lease;
  /** Tokens of each actor that made a sweep; see `actors.ts`. */
  readonly actors: readonly (readonly string[])[];
  /** How many actors the last notification did not include. */
  readonly newActors: number;
  readonly follows?: string;
  readonly mergedInto?: string;
  /** Milliseconds since the epoch: when its closing was published. */
  readonly closedAt?: number;
}

/** What the ledger of an identity holds. */
export interface LedgerState {
  /** The recent sweeps of all rules and groupings, by start. */
  readonly sweeps: readonly Sweep[];
  /** The recent incidents, by first activity. */
  readonly incidents: readonly IncidentState[];
  /** Oldest first. Absent until someone acknowledges an incident. */
  readonly acknowledgements?: readonly Acknowledgement[];
}

/** Whether a notification of `worth` would be news after one of `reported`. */
export function isWorthMore(worth: Worth, reported: Worth): boolean {
  const isFirstAlert = worth.audience === 'people' && reported.audience === 'archive';
  return isFirstAlert || isAbove(worth.severity, reported.severity);
}

/** The higher of two worths, member by member. */
export function higherWorth(a: Worth, b: Worth): Worth {
  return {
    severity: isAbove(b.severity, a.severity) ? b.severity : a.severity,
    audience: a.audience === 'people' ? a.audience : b.audience,
  };
}
