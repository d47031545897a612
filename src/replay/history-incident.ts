import type { Finding } from '../detection/finding';
import { leadAmong } from '../detection/incident/build-incident';
import { higherWorth, type IncidentState, type Sweep } from '../detection/incident/ledger';
import type { TrackedCall } from '../detection/model';
import { type SeveritySettings, severityOf } from '../detection/severity/assess';
import type { JudgedSweep, WatchedActivity } from '../detection/watched/weigh-incident';

/** A sweep of a history. */
export interface HistorySweep extends JudgedSweep {
  readonly exact: Sweep;
  readonly calls: readonly TrackedCall[];
  /** The key of the identity that made it. */
  readonly owner: string;
}

/** An incident of a history. */
export interface HistoryIncident {
  /** The key of its identity. */
  readonly identity: string;
  readonly state: IncidentState;
  /** The sweeps that it rests on: its own, else those of the incident that it follows. */
  readonly sweeps: readonly HistorySweep[];
  /** False where watched calls alone opened it. */
  readonly hasOwnSweeps: boolean;
  /** Absent if the replay does not read watched calls. */
  readonly watched?: WatchedActivity;
  /** Whether it was too long to take the sweep that opened the next one. */
  readonly isOngoing: boolean;
}

/** An incident, as severe as it is with its watched calls. @param sweeps that it rests on. */
export function raised(
  incident: IncidentState,
  sweeps: readonly HistorySweep[],
  { points }: WatchedActivity,
  { cutoffs }: Pick<SeveritySettings, 'cutoffs'>,
): IncidentState {
  if (points === 0) {
    return incident;
  }
  const findings = sweeps.map(({ finding }) => finding);
  const { score } = leadAmong(findings as [Finding, ...Finding[]]);
  const severity = severityOf(score + points, cutoffs);
  return { ...incident, worth: higherWorth(incident.worth, { severity, audience: 'people' }) };
}
