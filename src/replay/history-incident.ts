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
  state: IncidentState;
  /** The sweeps that it rests on: its own, else those of the incident that it follows. */
  sweeps: HistorySweep[];
  /** False where watched calls alone opened it. */
  hasOwnSweeps: boolean;
  /** Absent if the replay does not read watched calls. */
  watched?: WatchedActivity;
  /** Whether it was too long to take the sweep that opened the next one. */
  isOngoing: boolean;
}

/** Notes how severe an incident is with its watched calls. */
export function raise(
  incident: HistoryIncident,
  watched: WatchedActivity | undefined,
  { cutoffs }: Pick<SeveritySettings, 'cutoffs'>,
): void {
  if (watched !== undefined && watched.points > 0) {
    const findings = incident.sweeps.map(({ finding }) => finding);
    const { score } = leadAmong(findings as [Finding, ...Finding[]]);
    const severity = severityOf(score + watched.points, cutoffs);
    const { worth } = incident.state;
    incident.state = {
      ...incident.state,
      worth: higherWorth(worth, { severity, audience: 'people' }),
    };
  }
}
