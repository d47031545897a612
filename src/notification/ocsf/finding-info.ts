import type { Finding } from '../../detection/finding';
import type { Severity } from '../../detection/rules/rule';
import { renderHeadline } from '../headline';
import { openedBy } from '../opened-by';
import { fieldText } from '../record-text';
import { renderSummary } from '../summary';

/** The OCSF version of the records. Later versions of the schema accept them too. */
export const OCSF_VERSION = '1.6.0';

/** The longest text of a caller's, in characters. */
export const MAX_TEXT = 256;

export const SEVERITIES = {
  informational: { severity_id: 1, severity: 'Informational' },
  low: { severity_id: 2, severity: 'Low' },
  medium: { severity_id: 3, severity: 'Medium' },
  high: { severity_id: 4, severity: 'High' },
  critical: { severity_id: 5, severity: 'Critical' },
} as const satisfies Record<Severity, object>;

/** The observation is certain: RegionSweep counted the calls. `risk_score` rates how likely they are hostile. */
export const CONFIDENCE = { confidence_id: 3, confidence: 'High', confidence_score: 100 } as const;

/** Where the record was created. */
export interface OcsfPlace {
  /** Region of the hub, not of the calls. */
  readonly region?: string;
}

/** `correlation_uid` is the incident, in the record of the incident and in those of its findings. */
export function ocsfMetadata(incidentId: string, log_version: string) {
  return {
    version: OCSF_VERSION,
    product: { name: 'RegionSweep', vendor_name: 'RegionSweep' },
    profiles: ['cloud'],
    correlation_uid: incidentId,
    log_version,
  };
}

/** First and last time and the milliseconds between, since the epoch. */
export function ocsfSpan(first: string, last: string) {
  const [start_time, end_time] = [Date.parse(first), Date.parse(last)];
  return { start_time, end_time, duration: end_time - start_time };
}

/** A finding as an entry of `finding_info_list`, or as the `finding_info` of its own record. */
export function ocsfFindingInfo(finding: Finding) {
  const { evidence, rule } = finding;
  return {
    uid: finding.id,
    title: renderHeadline(openedBy(finding)),
    desc: renderSummary(finding),
    types: ['TTPs/Discovery'],
    analytic: { uid: rule.id, name: rule.name, desc: rule.description, type: 'Rule', type_id: 1 },
    related_analytics: [
      { uid: rule.elasticRuleId, name: `Elastic: ${rule.name}`, type: 'Rule', type_id: 1 },
    ],
    attacks: ocsfAttacks(finding),
    created_time: Date.parse(finding.detectedAt),
    first_seen_time: Date.parse(evidence.firstCall),
    last_seen_time: Date.parse(evidence.lastCall),
    src_url: rule.references[0] ?? '',
    data_sources: ['AWS CloudTrail'],
    related_events: evidence.eventIds.map((id) => ({ uid: fieldText(id, MAX_TEXT) })),
    related_events_count: evidence.callCount,
  };
}

function ocsfAttacks({ rule }: Finding) {
  return rule.attack.flatMap(({ tactic, techniques }) =>
    techniques.map((technique) => ({
      tactic: entry(tactic, 'tactics'),
      technique: entry(technique, 'techniques'),
    })),
  );
}

function entry({ id, name }: { readonly id: string; readonly name: string }, folder: string) {
  return { uid: id, name, src_url: `https://attack.mitre.org/${folder}/${id}/` };
}
