import { MAX_INCIDENT_SECONDS } from '../detection/incident/enter-sweeps';
import type { Interval } from '../detection/model';

/**
 * The incidents that `enterSweeps` makes of the sweeps of one identity; this needs no ledger, so a grid of settings is
 * counted soon. An incident takes a sweep that begins less than `renotifyMinutes` after its last activity, and less than
 * 24 h after its first one. With 0 minutes, only sweeps that overlap are one incident.
 *
 * @returns the sweeps of each incident, all by start.
 */
export function incidentsAmong<Sweep extends Interval>(
  sweeps: readonly Sweep[],
  renotifyMinutes: number,
): Sweep[][] {
  const incidents: Sweep[][] = [];
  let first = Number.NEGATIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const sweep of [...sweeps].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const { start, end } = sweep;
    if (start < last + renotifyMinutes * 60 && start < first + MAX_INCIDENT_SECONDS) {
      incidents.at(-1)?.push(sweep);
      last = Math.max(last, end);
    } else {
      incidents.push([sweep]);
      first = start;
      last = end;
    }
  }
  return incidents;
}
