import type { Finding } from '../../detection/finding';
import type { FindingChange } from '../../detection/notification';
import type { Severity } from '../../detection/rules/rule';
import { renderHeadline } from '../headline';
import { nextSteps } from '../next-steps';
import { partitionOf } from '../partition';
import { sentenceOf } from '../reasons';
import { fieldText } from '../record-text';
import { renderLead, renderSummary } from '../summary';
import { ocsfAccount, ocsfEvidences, ocsfObservables } from './evidences';
import { ocsfResources } from './resources';

/** The OCSF version of the findings. Later versions of the schema accept them too. */
export const OCSF_VERSION = '1.6.0';

const MAX_TEXT = 256;

const CLASS = {
  category_uid: 2,
  category_name: 'Findings',
  class_uid: 2004,
  class_name: 'Detection Finding',
} as const;

const ACTIVITIES = {
  opened: { activity_id: 1, activity_name: 'Create', type_uid: 200401 },
  escalated: { activity_id: 2, activity_name: 'Update', type_uid: 200402 },
  closed: { activity_id: 3, activity_name: 'Close', type_uid: 200403 },
} as const satisfies Record<FindingChange['kind'], object>;

const SEVERITIES = {
  informational: { severity_id: 1, severity: 'Informational' },
  low: { severity_id: 2, severity: 'Low' },
  medium: { severity_id: 3, severity: 'Medium' },
  high: { severity_id: 4, severity: 'High' },
  critical: { severity_id: 5, severity: 'Critical' },
} as const satisfies Record<Severity, object>;

/** Where the finding was created; see {@link renderOcsf}. */
export interface OcsfPlace {
  /** Region of the hub. `unmapped.regions` lists the regions that were called. */
  readonly region?: string;
}

/**
 * The notification as an OCSF Detection Finding with the profile `cloud`.
 * `confidence_score` rates the observation: the sweep is a fact. `risk_score` rates how likely it is hostile. `Close`
 * means that the sweep is over. Whether it mattered, an analyst decides, so the status remains `New`. Times are
 * milliseconds since the epoch, UTC.
 * @see https://schema.ocsf.io/1.6.0/classes/detection_finding?profiles=cloud
 */
export function renderOcsf(notification: FindingChange, { region }: OcsfPlace = {}) {
  const { finding, kind } = notification;
  const { evidence, rule } = finding;
  const activity = ACTIVITIES[kind];
  const account = ocsfAccount(finding);
  return {
    ...CLASS,
    ...activity,
    type_name: `${CLASS.class_name}: ${activity.activity_name}`,
    time: Date.parse(finding.detectedAt),
    start_time: Date.parse(evidence.firstCall),
    end_time: Date.parse(evidence.lastCall),
    duration: Date.parse(evidence.lastCall) - Date.parse(evidence.firstCall),
    count: evidence.callCount,
    ...SEVERITIES[finding.severity],
    status_id: 1,
    status: 'New',
    status_detail: kind === 'closed' ? 'The sweep is over.' : 'The sweep may go on.',
    message: renderLead(notification),
    is_alert: kind !== 'closed' && finding.severity !== 'informational',
    confidence_id: 3,
    confidence: 'High',
    confidence_score: 100,
    risk_score: finding.score,
    risk_details: finding.reasons.map(sentenceOf).join(' '),
    metadata: {
      version: OCSF_VERSION,
      product: { name: 'RegionSweep', vendor_name: 'RegionSweep' },
      profiles: ['cloud'],
      correlation_uid: finding.id,
      event_code: rule.id,
      log_version: finding.schemaVersion,
    },
    cloud: {
      provider: 'AWS',
      ...(account !== undefined && { account }),
      cloud_partition: partitionOf(finding),
      ...(region !== undefined && { region }),
    },
    finding_info: findingInfo(notification),
    evidences: ocsfEvidences(finding),
    observables: ocsfObservables(finding),
    resources: ocsfResources(finding),
    remediation: {
      desc: nextSteps(finding)
        .flatMap(({ text, commands }) => [text, ...commands])
        .join('\n'),
      references: rule.references,
    },
    unmapped: unmapped(finding),
  };
}

function findingInfo(notification: FindingChange) {
  const { finding } = notification;
  const { evidence, rule } = finding;
  return {
    uid: finding.id,
    title: renderHeadline(notification),
    desc: renderSummary(finding),
    types: ['TTPs/Discovery'],
    analytic: { uid: rule.id, name: rule.name, desc: rule.description, type: 'Rule', type_id: 1 },
    related_analytics: [
      { uid: rule.elasticRuleId, name: `Elastic: ${rule.name}`, type: 'Rule', type_id: 1 },
    ],
    attacks: rule.attack.flatMap(({ tactic, techniques }) =>
      techniques.map((technique) => ({
        tactic: entry(tactic, 'tactics'),
        technique: entry(technique, 'techniques'),
      })),
    ),
    created_time: Date.parse(finding.detectedAt),
    first_seen_time: Date.parse(evidence.firstCall),
    last_seen_time: Date.parse(evidence.lastCall),
    src_url: rule.references[0] ?? '',
    data_sources: ['AWS CloudTrail'],
    related_events: evidence.eventIds.map((id) => ({ uid: fieldText(id, MAX_TEXT) })),
    related_events_count: evidence.callCount,
  };
}

function entry({ id, name }: { readonly id: string; readonly name: string }, folder: string) {
  return { uid: id, name, src_url: `https://attack.mitre.org/${folder}/${id}/` };
}

/** What OCSF has no attribute for. */
function unmapped(finding: Finding) {
  const { evidence, window, thresholds, reasons } = finding;
  const texts = (values: readonly string[]): string[] =>
    values.map((value) => fieldText(value, MAX_TEXT));
  return {
    regions: texts(evidence.regions),
    region_count: evidence.regionCount,
    counts_are_lower_bounds: evidence.atLeast,
    user_agents: texts(evidence.userAgents),
    error_codes: texts(evidence.errorCodes),
    capped: evidence.capped,
    identity_types: texts(evidence.identityTypes),
    principal_kind: finding.principal.kind,
    window,
    thresholds,
    reasons,
    ...(finding.repeatOf !== undefined && { repeat_of: finding.repeatOf }),
  };
}
