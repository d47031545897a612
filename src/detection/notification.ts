import type { Incident, IncidentTotals } from './incident/incident';
import type { Severity } from './rules/rule';

/** Why RegionSweep notifies, in the order in which it may happen to an incident. */
export const NOTIFICATION_KINDS = ['opened', 'escalated', 'updated', 'closed'] as const;

/**
 * Which topic a notification is published to. `people` is the findings topic, which sends alerts. `archive` is the
 * topic for incidents that send no alert.
 */
export type Audience = 'people' | 'archive';

/** The incident was opened, or became worth an alert. */
interface Opened {
  readonly kind: 'opened';
  /** Present when the archive had it before, with this severity: people get it for the first time. */
  readonly from?: Severity;
}

/** The severity rose above that of the last notification. */
interface Escalated {
  readonly kind: 'escalated';
  /** The severity of the last notification. */
  readonly from: Severity;
}

/** A new actor made a sweep. The severity has not risen. */
interface Updated {
  readonly kind: 'updated';
  /** How many actors the last notification did not include. */
  readonly newActors: number;
}

/** The incident is over: nothing has happened for a while. */
interface Closed {
  readonly kind: 'closed';
  /** The totals in the last notification. */
  readonly sent: IncidentTotals;
}

/** What a notification is about, next to its incident. */
export type NotificationCause = Opened | Escalated | Updated | Closed;

/** An incident as it is now, and what happened to it. */
export type IncidentChange = NotificationCause & { readonly incident: Incident };

/**
 * Why an alert went to the archive instead of people: its identity has had its alerts of this hour, all identities
 * together have had theirs of this hour or this second, a critical alert found no free second and is late, or its incident
 * is old.
 */
export const HOLD_REASONS = ['identity-hour', 'hour', 'second', 'critical-second', 'old'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** What RegionSweep publishes about an incident. */
export type Notification = IncidentChange & {
  readonly audience: Audience;
  /** Present when people would have received it, but for a bound. */
  readonly heldBack?: HoldReason;
};
