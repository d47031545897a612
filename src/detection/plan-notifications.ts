import type { EnteredIntervals } from './enter-intervals';
import { isAbove, type Severity } from './rules/rule';
import {
  headOf,
  type NotificationState,
  type PendingNotification,
  pruneSweeps,
  type Sweep,
  type Told,
  withNotification,
} from './sweep';

/** On whose behalf, and when, notifications are claimed. */
export interface PlanContext {
  /** Milliseconds since the epoch, wall clock. */
  readonly now: number;
  /** How long a claim on a notification holds. */
  readonly leaseMs: number;
  /** `eventID`s of the calls being handled; the first one stands for the claim. */
  readonly eventIds: readonly [string, ...string[]];
  /** Sweeps that ended and were opened before this second are forgotten. */
  readonly earliest: number;
  /** What a sweep is worth saying, see `severityToTell`. */
  readonly severityOf: (sweep: Sweep) => Severity;
}

/** A notification that is ours to publish. */
export interface Claim {
  /** The sweep whose finding it is about; the entry that holds the claim. */
  readonly head: Sweep;
  /** What has to be shown: the head, or the sweep that repeats it. */
  readonly sweep: Sweep;
  readonly notification: PendingNotification;
}

/** What is to become of a ledger. */
export interface LedgerPlan {
  readonly sweeps: readonly Sweep[];
  /** False: the ledger says all of it already, nothing is to be written. */
  readonly isChanged: boolean;
  /** Ours to publish once the plan is written. */
  readonly claims: readonly Claim[];
  /**
   * True when an earlier handling of these very calls has claimed a notification and is not known to have
   * published it: the calls must be handled again after the lease.
   */
  readonly isHeldByEarlierAttempt: boolean;
  /** True when a notification is claimed by another handling, which may yet fail to publish it. */
  readonly isHeldElsewhere: boolean;
}

/** What the handling of some calls does about the notification of a finding. */
type Step =
  | { readonly step: 'claim'; readonly told?: Told }
  /** Somebody else is about to publish it. */
  | { readonly step: 'leave to its claimant'; readonly pending: PendingNotification }
  | { readonly step: 'nothing' };

/**
 * Decides which notifications are ours to publish: those of the sweeps opened, those whose severity has risen above
 * what was said, and those whose claimant let the lease run out. Where somebody else is about to publish, a higher
 * severity is left with the claim, and its claimant sees to it.
 */
export function planNotifications(entered: EnteredIntervals, context: PlanContext): LedgerPlan {
  const { now, leaseMs, eventIds } = context;
  let planned = entered.sweeps;
  const claims = new Map<string, Claim>();
  const holders = new Set<string>();
  for (const sweep of entered.touched) {
    const head = headOf(planned, sweep);
    const pendingSeverity = pendingOf(head)?.severity ?? 'informational';
    const severity = higherOf(context.severityOf(sweep), pendingSeverity);
    const next = nextStep(head.notification, severity, claims.has(head.id), now);
    if (next.step === 'claim') {
      const { told } = next;
      const leaseUntil = now + leaseMs;
      const claimed = { state: 'PENDING', severity, claimedBy: eventIds[0], leaseUntil } as const;
      const notification = { ...claimed, ...(told && { told }) };
      planned = reopened(withNotification(planned, head.id, notification), head.id);
      claims.set(head.id, { head, sweep, notification });
    } else if (next.step === 'leave to its claimant') {
      holders.add(next.pending.claimedBy);
      if (severity !== next.pending.severity) {
        planned = withNotification(planned, head.id, { ...next.pending, severity });
      }
    }
  }
  const isChanged = planned !== entered.sweeps || entered.isChanged;
  const touchedIds = new Set(entered.touched.map(({ id }) => id));
  return {
    sweeps: isChanged ? pruneSweeps(planned, context.earliest, touchedIds) : planned,
    isChanged,
    claims: [...claims.values()],
    isHeldByEarlierAttempt: eventIds.some((id) => holders.has(id)),
    isHeldElsewhere: [...holders].some((id) => !eventIds.includes(id)),
  };
}

/** @param isOurs whether the claim, if there is one, was made a moment ago for these very calls. */
function nextStep(
  notification: NotificationState,
  severity: Severity,
  isOurs: boolean,
  now: number,
): Step {
  switch (notification.state) {
    case 'PENDING':
      if (isOurs) {
        return severity === notification.severity ? { step: 'nothing' } : claimAgain(notification);
      }
      return notification.leaseUntil <= now
        ? claimAgain(notification)
        : { step: 'leave to its claimant', pending: notification };
    case 'SENT':
      return isAbove(severity, notification.told.severity)
        ? { step: 'claim', told: notification.told }
        : { step: 'nothing' };
    default:
      return { step: 'claim' };
  }
}

/** What is told of again is to be closed again. */
function reopened(sweeps: readonly Sweep[], id: string): Sweep[] {
  return sweeps.map((sweep) => {
    const { closing, ...open } = sweep;
    return sweep.id === id && closing !== undefined ? open : sweep;
  });
}

function claimAgain({ told }: PendingNotification): Step {
  return { step: 'claim', ...(told && { told }) };
}

function pendingOf({ notification }: Sweep): PendingNotification | undefined {
  return notification.state === 'PENDING' ? notification : undefined;
}

function higherOf(a: Severity, b: Severity): Severity {
  return isAbove(a, b) ? a : b;
}

/** A ledger after a notification was published. */
export interface Marked {
  readonly sweeps: readonly Sweep[];
  /** Present when the severity was raised meanwhile: the notification that is ours to publish next. */
  readonly next?: PendingNotification;
}

/**
 * Notes what was published. A sweep that was absorbed meanwhile has nothing left to note.
 *
 * @param published the claim that was published.
 * @param now milliseconds since the epoch, wall clock.
 */
export function markTold(
  sweeps: readonly Sweep[],
  id: string,
  published: PendingNotification,
  told: Told,
  { now, leaseMs }: Pick<PlanContext, 'now' | 'leaseMs'>,
): Marked {
  const current = sweeps.find((sweep) => sweep.id === id)?.notification;
  if (current?.state === 'PENDING' && isAbove(current.severity, published.severity)) {
    const isOurs = current.claimedBy === published.claimedBy;
    const next = { ...current, told, ...(isOurs && { leaseUntil: now + leaseMs }) };
    return { sweeps: withNotification(sweeps, id, next), ...(isOurs && { next }) };
  }
  return { sweeps: withNotification(sweeps, id, { state: 'SENT', told }) };
}
