import type { Finding } from '../detection/finding';
import { buildIncident } from '../detection/incident/build-incident';
import { identityOf } from '../detection/incident/identity';
import type { IncidentChange } from '../detection/notification';
import { parseEventTime } from '../detection/time';

/** A finding as if it were all of its incident, for formats that describe each finding on its own. */
export function openedBy(finding: Finding): IncidentChange {
  const { incidentId, severity, detectedAt, evidence, principal } = finding;
  const openedAt = Date.parse(detectedAt);
  return {
    kind: 'opened',
    incident: buildIncident({
      identity: identityOf(principal, principal),
      state: {
        id: incidentId,
        first: parseEventTime(evidence.firstCall) ?? 0,
        last: parseEventTime(evidence.lastCall) ?? 0,
        openedAt,
        changedAt: openedAt,
        worth: { severity, audience: 'people' },
        actors: [],
        newActors: 0,
      },
      sweepCount: 1,
      findings: [finding],
    }),
  };
}
