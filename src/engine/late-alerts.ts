import type { IncidentChange, Notification } from '../detection/notification';
import { counted } from '../detection/severity/signal';
import type { Backlog } from '../ports/backlog';
import type { Notifier } from '../ports/notifier';
import type { TaskTimer } from '../ports/task-timer';
import { CRITICAL_SECOND } from './alert-bound';
import { type BoundParts, waitForFreeSecond } from './bound';

const LIST = 'critical';

/** As many as one run could send. */
const BATCH = 60;

/** How long a run sends, in milliseconds. The follow-up function has 60 s. */
const RUN_MS = 40_000;

const MINUTE_MS = 60_000;

/** Shortest time until an appointment, in milliseconds: it must not be in the past when it is stored. */
const MIN_AHEAD_MS = 10_000;

export interface LateAlertsParts extends BoundParts {
  readonly backlog: Backlog;
  readonly notifier: Notifier;
}

/** Critical alerts that found no free second. They are late, never dropped. */
export interface LateAlerts {
  /** Keeps an alert until the next minute, and makes the appointment to send it. */
  add(change: IncidentChange, timer: TaskTimer): Promise<void>;

  /**
   * Sends alerts, the oldest first and one a second, as long as a run may take; the rest at the next appointment. An
   * alert that cannot be published waits, and does not hold up those after it.
   *
   * @returns how many it sent.
   * @throws AggregateError of the alerts that could not be published, once the others are sent.
   */
  send(timer: TaskTimer): Promise<number>;
}

export function createLateAlerts(parts: LateAlertsParts): LateAlerts {
  const { backlog, notifier, clock, sleep, onFailure } = parts;

  async function appoint(timer: TaskTimer): Promise<void> {
    const minute = Math.floor((clock() + MIN_AHEAD_MS) / MINUTE_MS) + 1;
    await timer.setTask({ kind: 'send-critical', start: minute * 60 }, minute * MINUTE_MS);
  }

  /** @returns false if other handlers use all of the next seconds. */
  async function awaitTurn(): Promise<boolean> {
    try {
      return await waitForFreeSecond(CRITICAL_SECOND, parts);
    } catch (error) {
      onFailure(error);
      await sleep(1000);
      return true;
    }
  }

  return {
    async add(change, timer) {
      const { kind, incident } = change;
      const { id, severity, openedAt } = incident;
      // The backlog is in order of IDs: by time, because under a flood the last IDs would never have their turn.
      // An update replaces the one before it that still waits.
      const entryId = `${openedAt} ${id}-${kind}-${severity}`;
      await backlog.add(LIST, { id: entryId, text: JSON.stringify(change) });
      await appoint(timer);
    },

    async send(timer) {
      const end = clock() + RUN_MS;
      // Before anything is sent: if this process dies, the rest is not forgotten.
      const waiting = await backlog.read(LIST, BATCH);
      if (waiting.length > 0) {
        await appoint(timer);
      }
      let sent = 0;
      const errors: unknown[] = [];
      for (const { id, text } of waiting) {
        if (clock() >= end || !(await awaitTurn())) {
          break;
        }
        const change = JSON.parse(text) as IncidentChange;
        const notification: Notification = { ...change, audience: 'people' };
        try {
          await notifier.publish(notification);
          await backlog.remove(LIST, id);
          sent += 1;
        } catch (error) {
          errors.push(error);
        }
      }
      if (errors.length > 0) {
        throw new AggregateError(
          errors,
          `Could not send ${counted(errors.length, 'late critical alert')}.`,
        );
      }
      return sent;
    },
  };
}
