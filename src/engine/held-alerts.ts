import { alertIdentity } from '../detection/alert-identity';
import { gatherAlerts, type HeldAlert } from '../detection/gathered-alerts';
import type { FindingChange } from '../detection/notification';
import { periodAt } from '../ports/allowance';
import type { Backlog } from '../ports/backlog';
import type { Clock } from '../ports/clock';
import type { Notices } from '../ports/notices';
import type { TaskTimer } from '../ports/task-timer';

/** One summary for the alerts of this time, in seconds. */
export const GATHER_SECONDS = 300;

/** After the end of a period, in milliseconds, when every handler has added what it counts towards it. */
export const GATHER_AFTER_MS = 60_000;

export interface HeldAlertsParts {
  readonly backlog: Backlog;
  readonly notices: Notices;
  readonly clock: Clock;
}

/** The alerts that a bound held back, until people get a summary. */
export interface HeldAlerts {
  /** Counts an alert towards the summary of this period, and makes an appointment for the summary. */
  hold(change: FindingChange, timer: TaskTimer): Promise<void>;

  /** Publishes the summary of the period that began at this second. @returns the number of alerts. */
  gather(start: number): Promise<number>;
}

export function createHeldAlerts({ backlog, notices, clock }: HeldAlertsParts): HeldAlerts {
  return {
    async hold({ kind, finding }, timer) {
      const { start } = periodAt(clock(), GATHER_SECONDS);
      const { id, severity } = finding;
      const held: HeldAlert = { severity, identity: alertIdentity(finding), findingId: id };
      await backlog.add(listOf(start), {
        // A delivery that is repeated counts once.
        id: `${id}-${kind}-${severity}`,
        text: JSON.stringify(held),
      });
      await timer.setTask(
        { kind: 'gather-alerts', start },
        (start + GATHER_SECONDS) * 1000 + GATHER_AFTER_MS,
      );
    },

    async gather(start) {
      const entries = await backlog.read(listOf(start));
      const held = entries.map(({ text }) => JSON.parse(text) as HeldAlert);
      if (held.length > 0) {
        await notices.publishGathered(gatherAlerts(held, start, GATHER_SECONDS));
      }
      return held.length;
    },
  };
}

function listOf(start: number): string {
  return `alerts#${start}`;
}
