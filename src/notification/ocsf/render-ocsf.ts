import type { Finding } from '../../detection/finding';
import { nextSteps } from '../next-steps';
import { sentenceOf } from '../reasons';
import { fieldText } from '../record-text';
import { renderSummary } from '../summary';
import { ocsfCloud, ocsfEvidences, ocsfObservables } from './evidences';
import {
  CONFIDENCE,
  MAX_TEXT,
  type OcsfPlace,
  ocsfFindingInfo,
  ocsfMetadata,
  ocsfSpan,
  SEVERITIES,
} from './finding-info';
import { ocsfResources } from './resources';

const CLASS = {
  category_uid: 2,
  category_name: 'Findings',
  class_uid: 2004,
  class_name: 'Detection Finding',
  activity_id: 1,
  activity_name: 'Create',
  type_uid: 200401,
  type_name: 'Detection Finding: Create',
} as const;

/**
 * The finding as an OCSF Detection Finding with the profile `cloud`. Times are milliseconds since the epoch, UTC.
 * An analyst decides whether the sweep mattered, so the status is `New`.
 * @see https://schema.ocsf.io/1.6.0/classes/detection_finding?profiles=cloud
 */
export function renderOcsf(finding: Finding, { region }: OcsfPlace = {}) {
  const { evidence, rule } = finding;
  return {
    ...CLASS,
    time: Date.parse(finding.detectedAt),
    ...ocsfSpan(evidence.firstCall, evidence.lastCall),
    count: evidence.callCount,
    ...SEVERITIES[finding.severity],
    status_id: 1,
    status: 'New',
    message: renderSummary(finding),
    is_alert: finding.severity !== 'informational',
    ...CONFIDENCE,
    risk_score: finding.score,
    risk_details: finding.reasons.map(sentenceOf).join(' '),
    metadata: {
      ...ocsfMetadata(finding.incidentId, finding.schemaVersion),
      event_code: rule.id,
    },
    cloud: ocsfCloud(finding, region),
    finding_info: ocsfFindingInfo(finding),
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
  };
}
