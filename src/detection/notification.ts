import type { Finding } from './finding';
import type { Severity } from './rules/rule';
import type { SignalId } from './severity/signal-catalog';

/** Why somebody is told of a finding, in the order in which it may happen to one. */
export const NOTIFICATION_KINDS = ['opened', 'escalated', 'closed'] as const;

/**
 * Who is notified: people, and with them every program that listens; or the record alone, by which programs learn of
 * findings that are not worth a message to people.
 */
export type Audience = 'people' | 'archive';

/** The thresholds were reached. */
interface Opened {
  readonly kind: 'opened';
}

/** The severity rose above what was said last. */
interface Escalated {
  readonly kind: 'escalated';
  /** The severity that was said. */
  readonly from: Severity;
  /** The reasons that were said; where it is left out, nothing is said of which are new. */
  readonly notifiedReasons?: readonly SignalId[];
}

/** No call has come for so long that the sweep is over. */
interface Closed {
  readonly kind: 'closed';
  /** The counts that were said last. */
  readonly sent: { readonly callCount: number; readonly regionCount: number };
  /** Later sweeps by the same principal and rule that were counted in this finding and not sent. */
  readonly repeats: number;
}

/** What a notification is about, beside its finding. */
export type NotificationCause = Opened | Escalated | Closed;

/** A finding as it is now, and what happened to it. */
export type FindingChange = NotificationCause & { readonly finding: Finding };

/** What people and programs are notified. */
export type Notification = FindingChange & { readonly audience: Audience };
