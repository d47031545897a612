import { gatherAlerts, type HeldAlert } from '../detection/gathered-alerts';
import type { IncidentChange } from '../detection/notification';
import type { Notices } from '../ports/notices';
import type { TaskTimer } from '../ports/task-timer';
import { createGathering, GATHER_SECONDS, type Gathering, type GatheringParts } from './gathering';

export interface HeldAlertsParts extends GatheringParts {
  readonly notices: Notices;
}

/** The alerts that a bound held back, until people get a summary. */
export interface HeldAlerts extends Pick<Gathering<HeldAlert>, 'gather'> {
  /** Counts an alert towards the summary of this period, and makes an appointment for the summary. */
  hold(change: IncidentChange, timer: TaskTimer): Promise<void>;
}

export function createHeldAlerts(parts: HeldAlertsParts): HeldAlerts {
  const { add, gather } = createGathering<HeldAlert>('gather-alerts', parts, (held, start) =>
    parts.notices.publishGathered(gatherAlerts(held, start, GATHER_SECONDS)),
  );
  return {
    async hold({ kind, incident }, timer) {
      const { id: incidentId, severity, identity } = incident;
      const held = { severity, identity: identity.key, incidentId };
      await add(`${incidentId}-${kind}-${severity}`, held, timer);
    },
    gather,
  };
}
