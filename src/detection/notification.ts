import type { Finding } from './finding';
import type { Severity } from './rules/rule';

/** Why RegionSweep notifies, in the order in which it may happen to a finding. */
export const NOTIFICATION_KINDS = ['opened', 'escalated', 'closed'] as const;

/**
 * Which topic a notification is published to. `people` is the findings topic, which sends alerts. `archive` is the
 * topic for findings that send no alert.
 */
export type Audience = 'people' | 'archive';

/** The thresholds were reached. */
interface Opened {
  readonly kind: 'opened';
}

/** The severity rose above that of the last notification. */
interface Escalated {
  readonly kind: 'escalated';
  /** The severity of the last notification. */
  readonly from: Severity;
}

/** The sweep is over: no call has arrived for a while. */
interface Closed {
  readonly kind: 'closed';
  /** The counts of the last notification. */
  readonly sent: { readonly callCount: number; readonly regionCount: number };
  /** Later sweeps of the same principal and rule that this finding counts. They sent no alert. */
  readonly repeats: number;
}

/** What a notification is about, next to its finding. */
export type NotificationCause = Opened | Escalated | Closed;

/** A finding as it is now, and what happened to it. */
export type FindingChange = NotificationCause & { readonly finding: Finding };

/**
 * Why an alert went to the archive instead of people: its identity has had its alerts of this hour, all identities
 * together have had theirs of this hour or this second, or a critical alert found no free second and is late.
 */
export const HOLD_REASONS = ['identity-hour', 'hour', 'second', 'critical-second'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** What RegionSweep publishes about a finding. */
export type Notification = FindingChange & {
  readonly audience: Audience;
  /** Present when people would have received it, but for a bound. */
  readonly heldBack?: HoldReason;
};
