import type { HoldReason, Notification } from '../detection/notification';
import { ALERT_BOUND } from '../detection/subscriber-bounds';
import { type BoundParts, takeFreeSecond, takeOfHour } from './bound';
import { createPatience } from './patience';

/** Names of the allowances. */
const ALERTS = 'alerts';
export const CRITICAL_SECOND = 'critical alerts';

/** How long the allowances may take to answer, in milliseconds. After that, an alert goes out unbounded. */
const DEADLINE_MS = 1500;

/**
 * How long one process waits for free seconds in {@link WAITING_SPAN_MS}, in milliseconds. A handler has 20 s for all
 * its calls. Without a limit, a batch with many critical alerts would run out of time.
 */
const MAX_WAITING_MS = 5000;
const WAITING_SPAN_MS = 20_000;

export interface AlertBoundParts extends BoundParts {
  /**
   * Alerts about incidents whose last activity is longer ago, in seconds, are held back for a summary.
   * @default none is
   */
  readonly maxAgeSeconds?: number;
}

/** Decides who gets a notification, so that nobody gets more than a bound. */
export interface AlertBound {
  /**
   * Waits, where that is necessary, until a notification may be published. It never rejects.
   *
   * @returns the notification; with another audience, and the reason, if it exceeds the bound.
   */
  admit(notification: Notification): Promise<Notification>;
}

/** Admits everything. */
export const UNBOUNDED: AlertBound = { admit: async (notification) => notification };

/**
 * The bound on alerts. Each takes from what its identity may send, then from what all may send, so that one identity
 * cannot use up what others need. Critical alerts pass, one a second. A process that has waited long enough holds alerts
 * back without asking.
 */
export function createAlertBound(parts: AlertBoundParts): AlertBound {
  const { clock, sleep, maxAgeSeconds = Number.POSITIVE_INFINITY } = parts;
  const patience = createPatience({ ...parts, deadlineMs: DEADLINE_MS, pauseMs: 0 });
  let waiting = { since: Number.NEGATIVE_INFINITY, ms: 0 };

  /** @returns the time to wait, or why the alert is held back. Only alerts that the hour admits look for a second. */
  async function findTime(notification: Notification): Promise<number | HoldReason> {
    if (isCritical(notification)) {
      return (await takeFreeSecond(CRITICAL_SECOND, parts)) ?? 'critical-second';
    }
    const identity = `alerts of ${notification.incident.identity.key}`;
    if (!(await takeOfHour(identity, ALERT_BOUND.perIdentityAndHour, parts))) {
      return 'identity-hour';
    }
    if (!(await takeOfHour(ALERTS, ALERT_BOUND.perHour, parts))) {
      return 'hour';
    }
    return (await takeFreeSecond(ALERTS, parts, ALERT_BOUND.perSecond)) ?? 'second';
  }

  /** Whether this process has waited so long that it must not wait again. */
  function isOutOfPatience(): boolean {
    if (clock() - waiting.since > WAITING_SPAN_MS) {
      waiting = { since: clock(), ms: 0 };
    }
    return waiting.ms >= MAX_WAITING_MS;
  }

  /** @returns why an alert is held back; `undefined`, once its time has come, if it is not. */
  async function holdReason(notification: Notification): Promise<HoldReason | undefined> {
    if (isOutOfPatience()) {
      return isCritical(notification) ? 'critical-second' : 'second';
    }
    const found = await patience(() => findTime(notification));
    // Where the allowances fail, the alert goes out unbounded.
    const wait = found.ok ? found.value : 0;
    if (typeof wait === 'string') {
      return wait;
    }
    waiting.ms += wait;
    await sleep(wait);
    return undefined;
  }

  function isOld({ incident }: Notification): boolean {
    return Date.parse(incident.lastActivity) + maxAgeSeconds * 1000 < clock();
  }

  return {
    async admit(notification) {
      if (notification.audience !== 'people') {
        return notification;
      }
      const heldBack = isOld(notification) ? 'old' : await holdReason(notification);
      return heldBack === undefined
        ? notification
        : { ...notification, audience: 'archive', heldBack };
    },
  };
}

/** A closing is never urgent. An update about a critical incident is: another actor has joined it. */
function isCritical({ kind, incident }: Notification): boolean {
  return kind !== 'closed' && incident.severity === 'critical';
}
