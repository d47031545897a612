import type { EnteredIntervals } from './enter-intervals';
import { isAbove, type Severity } from './rules/rule';
import {
  headOf,
  type NotificationState,
  type Notified,
  type PendingNotification,
  pruneSweeps,
  type Sweep,
  withNotification,
} from './sweep';

/** For which calls, and when, notifications are claimed. */
export interface PlanContext {
  /** Milliseconds since the epoch, wall clock. */
  readonly now: number;
  /** How long a claim on a notification lasts. */
  readonly leaseMs: number;
  /** `eventID`s of the calls being handled; the first one stands for the claim. */
  readonly eventIds: readonly [string, ...string[]];
  /** The ledger forgets sweeps that ended and were opened before this second. */
  readonly earliest: number;
  /** The severity to notify of a sweep. */
  readonly severityOf: (sweep: Sweep) => Severity;
}

/** A notification that is ours to publish. */
export interface Claim {
  /** ID of the finding: of the sweep that holds the claim. */
  readonly headId: string;
  readonly notification: PendingNotification;
}

/** A change to make to a ledger. */
export interface LedgerPlan {
  readonly sweeps: readonly Sweep[];
  /** False where the ledger is up to date and needs no write. */
  readonly isChanged: boolean;
  /** Ours to publish once the plan is written. */
  readonly claims: readonly Claim[];
  /**
   * True when an earlier attempt with the same calls has claimed a notification and may not have published it. Handle
   * the calls again after the lease.
   */
  readonly isHeldByEarlierAttempt: boolean;
  /** True when another handler has claimed a notification, and may still fail to publish it. */
  readonly isHeldElsewhere: boolean;
}

/**
 * Decides which notifications are ours to publish: those of opened sweeps, those whose severity rose above the last
 * notification, and those whose lease ran out. Where another handler holds the claim, a higher severity is added to the
 * claim, and that handler publishes it.
 */
export function planNotifications(entered: EnteredIntervals, context: PlanContext): LedgerPlan {
  const { now, leaseMs, eventIds } = context;
  let planned = entered.sweeps;
  const claims = new Map<string, Claim>();
  const holders = new Set<Holder>();
  for (const sweep of entered.touched) {
    const { id: headId, notification } = headOf(planned, sweep);
    const seen = { severity: context.severityOf(sweep), sweepId: sweep.id };
    const decision = decide(notification, seen, claims.has(headId), context);
    if (decision.does === 'claim') {
      const { worth, notified } = decision;
      const claimed: PendingNotification = {
        state: 'PENDING',
        severity: worth.severity,
        sweepId: worth.sweepId,
        ...(notified && { notified }),
        claimedBy: eventIds[0],
        leaseUntil: now + leaseMs,
      };
      planned = reopened(withNotification(planned, headId, claimed), headId);
      claims.set(headId, { headId, notification: claimed });
    } else if (decision.does === 'leave') {
      holders.add(decision.to);
      if (decision.raised !== undefined) {
        planned = withNotification(planned, headId, decision.raised);
      }
    }
  }
  const isChanged = planned !== entered.sweeps || entered.isChanged;
  const touchedIds = new Set(entered.touched.map(({ id }) => id));
  return {
    sweeps: isChanged ? pruneSweeps(planned, context.earliest, touchedIds) : planned,
    isChanged,
    claims: [...claims.values()],
    isHeldByEarlierAttempt: holders.has('earlier attempt'),
    isHeldElsewhere: holders.has('another'),
  };
}

/** A finding that is notified again must be closed again. */
function reopened(sweeps: readonly Sweep[], id: string): Sweep[] {
  return sweeps.map((sweep) => {
    const { closing, ...open } = sweep;
    return sweep.id === id ? open : sweep;
  });
}

/** A severity, and the sweep that has it. */
type SeenSeverity = Pick<PendingNotification, 'severity' | 'sweepId'>;

/** Which handler holds the claim: an earlier attempt with the same calls, or another one. */
type Holder = 'earlier attempt' | 'another';

type Decision =
  | { readonly does: 'nothing' }
  | {
      readonly does: 'claim';
      readonly worth: SeenSeverity;
      readonly notified?: Notified | undefined;
    }
  | { readonly does: 'leave'; readonly to: Holder; readonly raised?: PendingNotification };

const NOTHING: Decision = { does: 'nothing' };

/** @param isOurs whether we have just claimed it. */
function decide(
  notification: NotificationState,
  seen: SeenSeverity,
  isOurs: boolean,
  { now, eventIds }: PlanContext,
): Decision {
  if (notification.state === 'SENT') {
    const { notified } = notification;
    return isAbove(seen.severity, notified.severity)
      ? { does: 'claim', worth: seen, notified }
      : NOTHING;
  }
  if (notification.state !== 'PENDING') {
    return { does: 'claim', worth: seen };
  }
  const { notified } = notification;
  const isRaised = isAbove(seen.severity, notification.severity);
  if (isOurs) {
    return isRaised ? { does: 'claim', worth: seen, notified } : NOTHING;
  }
  if (notification.leaseUntil <= now) {
    const worth = isAbove(notification.severity, seen.severity) ? notification : seen;
    return { does: 'claim', worth, notified };
  }
  const to = eventIds.includes(notification.claimedBy) ? 'earlier attempt' : 'another';
  return { does: 'leave', to, ...(isRaised && { raised: { ...notification, ...seen } }) };
}

/** A ledger after a notification was published. */
export interface Marked {
  readonly sweeps: readonly Sweep[];
  /** False where there is nothing to mark. */
  readonly isChanged: boolean;
  /** Present when the severity rose meanwhile: the notification to publish next. */
  readonly next?: PendingNotification;
}

/**
 * Marks what was published. There is nothing to mark for a sweep that another one absorbed meanwhile, nor where another
 * handler took the claim over and published a higher severity.
 *
 * @param published the claim that was published.
 * @param now milliseconds since the epoch, wall clock.
 */
export function markNotified(
  sweeps: readonly Sweep[],
  { headId, notification: published }: Claim,
  notified: Notified,
  { now, leaseMs }: Pick<PlanContext, 'now' | 'leaseMs'>,
): Marked {
  const current = sweeps.find(({ id }) => id === headId)?.notification;
  const note = (notification: NotificationState, next?: PendingNotification): Marked => ({
    sweeps: withNotification(sweeps, headId, notification),
    isChanged: true,
    ...(next && { next }),
  });
  if (current?.state === 'SENT' && !isAbove(notified.severity, current.notified.severity)) {
    return { sweeps, isChanged: false };
  }
  if (current?.state === 'PENDING' && isRaisedAbove(current, published, notified)) {
    // The handler that took the claim over publishes the raised severity.
    if (current.claimedBy !== published.claimedBy || current.leaseUntil !== published.leaseUntil) {
      return note({ ...current, notified });
    }
    const next = { ...current, notified, leaseUntil: now + leaseMs };
    return note(next, next);
  }
  return current === undefined ? { sweeps, isChanged: false } : note({ state: 'SENT', notified });
}

/** Whether the severity of a claim rose after it was published, and above the last notification. */
function isRaisedAbove(
  current: PendingNotification,
  published: PendingNotification,
  notified: Notified,
): boolean {
  return (
    isAbove(current.severity, published.severity) && isAbove(current.severity, notified.severity)
  );
}
