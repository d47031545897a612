import type { Audience, IncidentChange, Notification } from '../detection/notification';
import { fittedIncident } from './fitted-incident';
import { renderHeadline } from './headline';
import { renderLead } from './summary';

/** The `source` of events about incidents. Sources of AWS begin with `aws.`. */
export const INCIDENT_EVENT_SOURCE = 'regionsweep';

const DETAIL_TYPES = {
  opened: 'IncidentOpened',
  escalated: 'IncidentEscalated',
  updated: 'IncidentUpdated',
  closed: 'IncidentClosed',
} as const satisfies Record<IncidentChange['kind'], string>;

/** An entry of `PutEvents`; the sender adds the name of the bus. */
export interface IncidentEvent {
  readonly Source: typeof INCIDENT_EVENT_SOURCE;
  readonly DetailType: (typeof DETAIL_TYPES)[IncidentChange['kind']];
  /** The incident as JSON, and what happened to it; see `docs/incident.md`. */
  readonly Detail: string;
}

/**
 * The notification as an event, for pagers, tickets and further correlation. `headline` and `summary` contain no text
 * that a caller can choose, so an input transformer can put them into a string. EventBridge accepts entries of 256 KB;
 * the incident is cut to 200 KB.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
 */
export function incidentEvent(notification: Notification): IncidentEvent {
  const { incident, audience: _audience, heldBack: _heldBack, ...change } = notification;
  return {
    Source: INCIDENT_EVENT_SOURCE,
    DetailType: detailTypeOf(notification),
    Detail: JSON.stringify({
      ...fittedIncident(incident),
      change,
      dedupKey: incident.id,
      audience: intendedAudience(notification),
      headline: renderHeadline(notification),
      summary: renderLead(notification),
    }),
  };
}

/** The bus had every incident of the archive before: for programs, its first alert is a rise. */
function detailTypeOf(change: IncidentChange): IncidentEvent['DetailType'] {
  const isFirst = change.kind !== 'opened' || change.from === undefined;
  return DETAIL_TYPES[isFirst ? change.kind : 'escalated'];
}

/** A bound limits what people read. Programs can take every alert. */
function intendedAudience({ audience, heldBack }: Notification): Audience {
  return heldBack === undefined ? audience : 'people';
}
