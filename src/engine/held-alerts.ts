import { gatherAlerts, type HeldAlert } from '../detection/gathered-alerts';
import type { IncidentChange } from '../detection/notification';
import type { Notices } from '../ports/notices';
import type { TaskTimer } from '../ports/task-timer';
import { createGathering, GATHER_SECONDS, type GatheringParts } from './gathering';

export interface HeldAlertsParts extends GatheringParts {
  readonly notices: Notices;
}

/** The alerts that a bound held back, until people get a summary. */
export interface HeldAlerts {
  /** Counts an alert towards the summary of this period, and makes an appointment for the summary. */
  hold(change: IncidentChange, timer: TaskTimer): Promise<void>;

  /** Publishes the summary of the period that began at this second. @returns the number of alerts. */
  gather(start: number): Promise<number>;
}

export function createHeldAlerts(parts: HeldAlertsParts): HeldAlerts {
  const gathering = createGathering<HeldAlert>('gather-alerts', parts);
  return {
    async hold({ kind, incident }, timer) {
      const { id: incidentId, severity, identity } = incident;
      const held = { severity, identity: identity.key, incidentId };
      await gathering.add(`${incidentId}-${kind}-${severity}`, held, timer);
    },

    async gather(start) {
      const held = await gathering.read(start);
      if (held.length > 0) {
        await parts.notices.publishGathered(gatherAlerts(held, start, GATHER_SECONDS));
      }
      return held.length;
    },
  };
}
