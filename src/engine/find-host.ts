import { headOf, type NotificationState, type Notified, type Sweep } from '../detection/sweep';
import { overlap } from '../detection/window';
import type { Partition, SweepStore } from '../ports/sweep-store';

/** The finding under another principal that a sweep is part of. */
export interface Host {
  readonly findingId: string;
  readonly notified: Notified;
}

const NOTHING_COUNTED = { regions: 0, calls: 0, seconds: 0, denied: 0, accounts: 0 };

/**
 * Looks for the finding of a sweep under other principals of its calls. A sweep of a session is also one of its role,
 * and both are one finding.
 *
 * @param others the more specific principals first.
 */
export async function findHost(
  store: SweepStore,
  sweep: Sweep,
  others: readonly Partition[],
): Promise<Host | undefined> {
  for (const partition of others) {
    const { sweeps } = await store.readLedger(partition);
    const same = sweeps.find((other) => other.partOf === undefined && overlap(other, sweep));
    if (same !== undefined) {
      const { id, notification } = headOf(sweeps, same);
      return { findingId: id, notified: messageOf(notification) };
    }
  }
  return undefined;
}

/** What the last notification of a finding said, or the next one will say. */
function messageOf(notification: NotificationState): Notified {
  switch (notification.state) {
    case 'SENT':
      return notification.notified;
    case 'PENDING':
      return { severity: notification.severity, totals: NOTHING_COUNTED };
    default:
      return { severity: 'informational', totals: NOTHING_COUNTED };
  }
}
