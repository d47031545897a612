import type { Finding } from '../../src/detection/finding';
import type { Incident } from '../../src/detection/incident/incident';
import type { Notification } from '../../src/detection/notification';
import type { Severity } from '../../src/detection/rules/rule';
import { incidentOf } from './incidents';

/** An incident, or a finding that is all of its incident. */
type Subject = Finding | Incident;

function asIncident(subject: Subject): Incident {
  return 'findings' in subject ? subject : incidentOf(subject);
}

/** The first notification of an incident. */
export function opened(subject: Subject): Notification {
  return { kind: 'opened', incident: asIncident(subject), audience: 'people' };
}

/** Its severity has risen since the first alert. */
export function escalated(subject: Subject, from: Severity = 'informational'): Notification {
  return {
    kind: 'escalated',
    from,
    incident: asIncident(subject),
    audience: 'people',
  };
}

/** Two more actors made sweeps. */
export function updated(subject: Subject): Notification {
  return { kind: 'updated', newActors: 2, incident: asIncident(subject), audience: 'people' };
}

/** It is over, and grew after the last alert. */
export function closed(subject: Subject): Notification {
  const incident = { ...asIncident(subject), status: 'closed' } as const;
  const sent = { ...incident.totals, sweeps: 1, calls: 10, regions: 10 };
  return { kind: 'closed', sent, incident, audience: 'people' };
}

/** A notification of each kind. */
export function everyKind(subject: Subject): Notification[] {
  return [opened(subject), escalated(subject), updated(subject), closed(subject)];
}
