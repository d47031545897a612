import { MAX_INCIDENT_SECONDS } from '../detection/incident/enter-sweeps';

/**
 * How long the store keeps calls and ledgers after the last change, in seconds: as long as late events count, and
 * longer than an incident can stay open, with the time in which the next one follows it.
 */
export function retentionSeconds({
  lateEventHours,
  renotifyMinutes,
}: {
  readonly lateEventHours: number;
  readonly renotifyMinutes: number;
}): number {
  return Math.max(lateEventHours * 3600, MAX_INCIDENT_SECONDS + renotifyMinutes * 60);
}
