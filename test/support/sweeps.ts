import type { Severity } from '../../src/detection/rules/rule';
import type { NotificationState, Notified, Sweep } from '../../src/detection/sweep';
import type { Totals } from '../../src/detection/totals';
import { uuid } from './calls';

/** A notification of this severity. */
export function notifiedSeverity(severity: Severity, totals: Partial<Totals> = {}): Notified {
  return {
    severity,
    totals: { regions: 3, calls: 3, seconds: 2, denied: 0, accounts: 1, ...totals },
  };
}

export const SENT: NotificationState = { state: 'SENT', notified: notifiedSeverity('low') };

/** A sweep opened at 0 whose notification, of low severity, is claimed by call 1 until millisecond 1000, unless given. */
export function sweepOf(
  id: string,
  start: number,
  end: number,
  overrides: Partial<Sweep> = {},
): Sweep {
  return {
    id,
    start,
    end,
    openedAt: 0,
    changedAt: 0,
    notification: {
      state: 'PENDING',
      severity: 'low',
      sweepId: id,
      claimedBy: uuid(1),
      leaseUntil: 1000,
    },
    absorbedIds: [],
    ...overrides,
  };
}
