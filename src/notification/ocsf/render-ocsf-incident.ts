import {
  type Incident,
  type IncidentTotals,
  leadOf,
  type TimelineLine,
} from '../../detection/incident/incident';
import { counted } from '../../detection/severity/signal';
import { arnText, fieldText } from '../record-text';
import { renderLead } from '../summary';
import { ocsfCloud } from './evidences';
import {
  CONFIDENCE,
  MAX_TEXT,
  type OcsfPlace,
  ocsfFindingInfo,
  ocsfMetadata,
  ocsfSpan,
  SEVERITIES,
} from './finding-info';

const CLASS = {
  category_uid: 2,
  category_name: 'Findings',
  class_uid: 2005,
  class_name: 'Incident Finding',
} as const;

const ACTIVITIES = {
  open: { activity_id: 1, activity_name: 'Create', type_uid: 200501 },
  closed: { activity_id: 3, activity_name: 'Close', type_uid: 200503 },
} as const satisfies Record<Incident['status'], object>;

/**
 * The incident as an OCSF Incident Finding with the profile `cloud`, over the Detection Findings in
 * `finding_info_list`. `Close` means that its activity is over. An analyst decides whether it mattered, so the status
 * remains `New`.
 * @see https://schema.ocsf.io/1.6.0/classes/incident_finding?profiles=cloud
 */
export function renderOcsfIncident(incident: Incident, { region }: OcsfPlace = {}) {
  const lead = leadOf(incident);
  const activity = ACTIVITIES[incident.status];
  const infos = incident.findings.map(ocsfFindingInfo);
  const attacks = new Map(
    infos.flatMap((info) => info.attacks).map((attack) => [attack.technique.uid, attack]),
  );
  return {
    ...CLASS,
    ...activity,
    type_name: `${CLASS.class_name}: ${activity.activity_name}`,
    time: Date.parse(incident.openedAt),
    ...ocsfSpan(incident.firstActivity, incident.lastActivity),
    count: incident.totals.sweeps,
    ...SEVERITIES[incident.severity],
    status_id: 1,
    status: 'New',
    // The class demands an assignee.
    assignee_group: { name: 'Unassigned' },
    status_detail:
      incident.status === 'closed' ? 'The incident is over.' : 'The incident may go on.',
    message: renderLead({ kind: 'opened', incident }),
    desc: describeTotals(incident.totals),
    ...CONFIDENCE,
    metadata: {
      ...ocsfMetadata(incident.id, incident.schemaVersion),
      uid: incident.id,
      event_code: lead.rule.id,
    },
    cloud: ocsfCloud(lead, region),
    finding_info_list: infos,
    attacks: [...attacks.values()],
    unmapped: {
      identity: {
        kind: incident.identity.kind,
        key: arnText(incident.identity.key, MAX_TEXT),
      },
      risk_score: incident.score,
      reasons: incident.reasons,
      timeline: incident.timeline.map(timelineEntry),
      totals: incident.totals,
      ...(incident.follows !== undefined && { follows: incident.follows }),
      ...(incident.mergedInto !== undefined && { merged_into: incident.mergedInto }),
      ...(incident.isOngoing && { is_ongoing: true }),
    },
  };
}

function describeTotals(totals: IncidentTotals): string {
  const { sweeps, calls, regions, accounts, watchedCalls, atLeast } = totals;
  const counts = [
    counted(sweeps, 'sweep'),
    counted(calls, 'call'),
    counted(regions, 'region'),
    counted(accounts, 'account'),
    counted(watchedCalls, 'watched call'),
  ];
  return `${atLeast ? 'At least ' : ''}${counts.join(', ')}.`;
}

/** A line of the timeline. Texts that a caller may choose become harmless; so do names of details, which are ours. */
function timelineEntry(line: TimelineLine) {
  const texts = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return arnText(value, MAX_TEXT);
    }
    if (Array.isArray(value)) {
      return value.map(texts);
    }
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).map(([name, one]) => [fieldText(name, MAX_TEXT), texts(one)]),
        )
      : value;
  };
  return texts(line) as Record<string, unknown>;
}
