import type { Finding } from '../detection/finding';
import { buildIncident } from '../detection/incident/build-incident';
import type { Incident } from '../detection/incident/incident';
import { higherWorth } from '../detection/incident/ledger';
import { compareTexts } from '../detection/text';
import { worthOf } from '../engine/judge';
import type { HistoryIncident } from './history-incident';

/** The findings of a history, and their incidents. */
export interface DetectedIncidents {
  readonly findings: readonly Finding[];
  readonly incidents: readonly HistoryIncident[];
}

/**
 * The incidents as people get them, by first activity, then by identity.
 *
 * @param detected with the findings to show. Incidents without any of them are left out.
 */
export function buildIncidents({ findings, incidents }: DetectedIncidents): Incident[] {
  const shown = new Map(findings.map((finding) => [finding.id, finding]));
  return incidents
    .flatMap((incident) => {
      const own = incident.sweeps.flatMap(({ finding }) => shown.get(finding.id) ?? []);
      const [first, ...others] = own;
      return first === undefined ? [] : [buildFrom(incident, [first, ...others])];
    })
    .sort(
      (a, b) =>
        compareTexts(a.firstActivity, b.firstActivity) ||
        compareTexts(a.identity.key, b.identity.key),
    );
}

function buildFrom(
  { identity, state, hasOwnSweeps, watched, isOngoing }: HistoryIncident,
  findings: readonly [Finding, ...Finding[]],
): Incident {
  const detected = findings.map(({ detectedAt }) => Date.parse(detectedAt));
  const worths = findings.map((finding) => worthOf(finding, 'informational'));
  return buildIncident({
    identity,
    state: {
      ...state,
      openedAt: hasOwnSweeps ? detected.reduce((a, b) => Math.min(a, b)) : state.openedAt,
      worth: worths.reduce(higherWorth, state.worth),
    },
    sweepCount: hasOwnSweeps ? findings.length : 0,
    findings,
    watched,
    // A history is over.
    status: 'closed',
    isOngoing,
  });
}
