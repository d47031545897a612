import { type GatheredAlerts, gatherAlerts, type HeldAlert } from '../detection/gathered-alerts';
import type { IncidentChange } from '../detection/notification';
import type { Notices } from '../ports/notices';
import type { TaskTimer } from '../ports/task-timer';
import { createGathering, GATHER_SECONDS, type Gathering, type GatheringParts } from './gathering';

/** One summary for the alerts about old incidents of this time, in seconds: a backfill takes a while. */
const OLD_GATHER_SECONDS = 3600;

export interface HeldAlertsParts extends GatheringParts {
  readonly notices: Notices;
}

/** The alerts that were held back, until people get a summary: one of those above a bound, one of old incidents. */
export interface HeldAlerts {
  /** Counts an alert towards the summary of this period, and makes an appointment for the summary. */
  hold(change: IncidentChange, why: GatheredAlerts['why'], timer: TaskTimer): Promise<void>;

  /** Publishes the summary of the period that began at this second, if it is not empty. @returns how many it counts. */
  gather(why: GatheredAlerts['why'], start: number): Promise<number>;
}

export function createHeldAlerts(parts: HeldAlertsParts): HeldAlerts {
  const gatheringOf = (
    why: GatheredAlerts['why'],
    kind: 'gather-alerts' | 'gather-old-alerts',
    seconds: number,
  ): Gathering<HeldAlert> =>
    createGathering(
      kind,
      parts,
      (held, start) =>
        parts.notices.publishGathered({ why, ...gatherAlerts(held, start, seconds) }),
      seconds,
    );
  const gatherings = {
    bound: gatheringOf('bound', 'gather-alerts', GATHER_SECONDS),
    old: gatheringOf('old', 'gather-old-alerts', OLD_GATHER_SECONDS),
  };
  return {
    async hold({ kind, incident }, why, timer) {
      const { id: incidentId, severity, identity } = incident;
      const held = { severity, identity: identity.key, incidentId };
      await gatherings[why].add(`${incidentId}-${kind}-${severity}`, held, timer);
    },
    gather: (why, start) => gatherings[why].gather(start),
  };
}
