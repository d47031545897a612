import type { Interval } from '../model';
import { MAX_INCIDENT_SECONDS } from './enter-sweeps';
import type { IncidentState } from './ledger';

/**
 * Whether an incident that has all earlier activities takes one that begins at a second: less than `renotifySeconds`
 * after its last activity, and less than 24 h after its first one.
 */
export function takesAt(
  { first, last }: Pick<IncidentState, 'first' | 'last'>,
  second: number,
  renotifySeconds: number,
): boolean {
  return second < last + renotifySeconds && second < first + MAX_INCIDENT_SECONDS;
}

/**
 * The incidents of one identity: the definition, which the order of arrival cannot change; see {@link takesAt}. With 0
 * minutes, only activities that overlap are one incident.
 *
 * @returns the activities of each incident, all by start.
 */
export function incidentsAmong<Activity extends Interval>(
  activities: readonly Activity[],
  renotifyMinutes: number,
): Activity[][] {
  const incidents: Activity[][] = [];
  let span = { first: Number.NEGATIVE_INFINITY, last: Number.NEGATIVE_INFINITY };
  for (const activity of [...activities].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const { start, end } = activity;
    if (takesAt(span, start, renotifyMinutes * 60)) {
      incidents.at(-1)?.push(activity);
      span = { ...span, last: Math.max(span.last, end) };
    } else {
      incidents.push([activity]);
      span = { first: start, last: end };
    }
  }
  return incidents;
}
