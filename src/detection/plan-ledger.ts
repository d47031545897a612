import type { Interval } from './model';
import { mergeInterval, pruneSweeps, type Sweep, withNotification } from './sweep';

/** On whose behalf, and when, a ledger is being changed. */
export interface PlanContext {
  /** Milliseconds since the epoch, wall clock. */
  readonly now: number;
  /** How long a claim on a notification holds. */
  readonly leaseMs: number;
  /** `eventID`s of the calls being handled; the first one stands for the claim. */
  readonly eventIds: readonly [string, ...string[]];
  /** Sweeps that ended and were opened before this second are forgotten. */
  readonly earliest: number;
  /** The finding id for a sweep that begins so. */
  readonly idOf: (interval: Interval) => string;
}

/** What is to become of a ledger. */
export interface LedgerPlan {
  readonly sweeps: readonly Sweep[];
  /** False: the ledger says all of it already, nothing is to be written. */
  readonly isChanged: boolean;
  /** Sweeps whose notification is ours to publish once the plan is written. */
  readonly claimed: readonly Sweep[];
  /**
   * True when an earlier handling of these very calls has claimed a notification and is not known to have
   * published it: the calls must be handled again after the lease.
   */
  readonly isHeldByEarlierAttempt: boolean;
  /** True when a notification is claimed by another handling, which may yet fail to publish it. */
  readonly isHeldElsewhere: boolean;
}

/**
 * Decides what qualifying intervals change in a ledger: which sweeps they open, extend or join, and which
 * notifications they give us to publish: those of the sweeps opened, and those whose claimant let the lease run out.
 */
export function planLedger(
  sweeps: readonly Sweep[],
  intervals: readonly Interval[],
  context: PlanContext,
): LedgerPlan {
  const { now, leaseMs, eventIds } = context;
  const claim = { state: 'PENDING', claimedBy: eventIds[0], leaseUntil: now + leaseMs } as const;
  let planned = sweeps;
  const touchedIds = new Set<string>();
  const openedIds = new Set<string>();
  for (const interval of intervals) {
    const merged = mergeInterval(planned, interval, ({ start, end }) => {
      const id = context.idOf(interval);
      openedIds.add(id);
      return { id, start, end, openedAt: now, notification: claim, absorbedIds: [] };
    });
    planned = merged.sweeps;
    touchedIds.add(merged.sweep.id);
  }
  const claimed: Sweep[] = [];
  let isHeldByEarlierAttempt = false;
  let isHeldElsewhere = false;
  for (const sweep of planned.filter(({ id }) => touchedIds.has(id))) {
    const { notification } = sweep;
    if (openedIds.has(sweep.id)) {
      claimed.push(sweep);
    } else if (notification.state === 'PENDING') {
      if (notification.leaseUntil <= now) {
        claimed.push({ ...sweep, notification: claim });
        planned = withNotification(planned, sweep.id, claim);
      } else if (eventIds.includes(notification.claimedBy)) {
        isHeldByEarlierAttempt = true;
      } else {
        isHeldElsewhere = true;
      }
    }
  }
  const isChanged = planned !== sweeps;
  return {
    sweeps: isChanged ? pruneSweeps(planned, context.earliest, touchedIds) : sweeps,
    isChanged,
    claimed,
    isHeldByEarlierAttempt,
    isHeldElsewhere,
  };
}
