/** Where a field of a finding is in other formats, as paths from the root. */
export interface FormatField {
  /** The path in the finding, or what a notification adds. */
  readonly finding: string;
  readonly ocsf: readonly string[];
  readonly asff: readonly string[];
}

/** The rows of `docs/formats.md`: paths separated by spaces. `+` stands for `ProductFields.regionsweep/`. */
const ROWS: readonly (readonly [finding: string, ocsf: string, asff?: string])[] = [
  ['kind of notification', 'activity_id activity_name type_uid status_detail'],
  ['id', 'finding_info.uid metadata.correlation_uid', 'Id +FindingId'],
  ['schemaVersion', 'metadata.log_version'],
  ['headline of the messages', 'finding_info.title', 'Title'],
  ['first sentence of the messages', 'message finding_info.desc', 'Description'],
  ['severity', 'severity_id severity', 'Severity.Label FindingProviderFields.Severity.Label'],
  ['score', 'risk_score', 'Severity.Original +Score'],
  ['reasons', 'risk_details unmapped.reasons', 'Description +Reason/1'],
  ['rule.id', 'finding_info.analytic.uid metadata.event_code', 'GeneratorId +RuleId'],
  ['rule.name', 'finding_info.analytic.name'],
  ['rule.description', 'finding_info.analytic.desc'],
  ['rule.references', 'finding_info.src_url remediation.references', 'SourceUrl'],
  ['rule.attack', 'finding_info.attacks finding_info.types', 'Types +Attack'],
  ['rule.elasticRuleId', 'finding_info.related_analytics', '+ElasticRuleId'],
  ['window', 'unmapped.window', '+WindowStart +WindowEnd'],
  ['thresholds', 'unmapped.thresholds'],
  [
    'principal.key',
    'evidences.0.actor.user.uid',
    '+Principal Resources.2.Details.AwsIamAccessKey.PrincipalName',
  ],
  ['principal.kind', 'unmapped.principal_kind', '+PrincipalKind'],
  ['principal.arn', 'evidences.0.actor.user.uid resources.1.uid', 'Resources.1.Id'],
  ['principal.type', 'evidences.0.actor.user.type', '+PrincipalType'],
  ['principal.accountId', 'cloud.account.uid evidences.0.actor.user.account.uid', 'Resources.0.Id'],
  ['evidence.callCount', 'count finding_info.related_events_count', '+CallCount'],
  ['evidence.regionCount', 'unmapped.region_count', '+RegionCount'],
  ['evidence.regions', 'unmapped.regions', '+regions'],
  ['evidence.atLeast', 'unmapped.counts_are_lower_bounds', '+CountsAreLowerBounds'],
  [
    'evidence.firstCall',
    'start_time finding_info.first_seen_time',
    'FirstObservedAt Action.AwsApiCallAction.FirstSeen',
  ],
  [
    'evidence.lastCall',
    'end_time finding_info.last_seen_time',
    'LastObservedAt Action.AwsApiCallAction.LastSeen',
  ],
  ['evidence.accountIds', 'resources.0.uid', 'Resources.0.Id +accountIds'],
  [
    'evidence.accessKeyIds',
    'resources.2.uid evidences.0.actor.session.credential_uid',
    'Resources.2.Id +accessKeyIds',
  ],
  ['evidence.identityTypes', 'unmapped.identity_types', '+identityTypes'],
  [
    'evidence.sourceIps',
    'evidences.0.src_endpoint.ip observables.0.value',
    'Action.AwsApiCallAction.RemoteIpDetails.IpAddressV4 +sourceIps',
  ],
  ['evidence.userAgents', 'observables.3.value unmapped.user_agents', '+userAgents'],
  ['evidence.errorCodes', 'unmapped.error_codes', '+errorCodes'],
  ['evidence.eventIds', 'finding_info.related_events'],
  ['evidence.capped', 'unmapped.capped'],
  ['detectedAt', 'time finding_info.created_time', 'CreatedAt UpdatedAt'],
  [
    'call that the rule matches',
    'evidences.0.api.operation evidences.0.api.service.name',
    'Action.AwsApiCallAction.Api Action.AwsApiCallAction.ServiceName',
  ],
  ['next steps', 'remediation.desc', 'Remediation.Recommendation.Text'],
];

export const FORMAT_FIELDS: readonly FormatField[] = ROWS.map(([finding, ocsf, asff = '']) => ({
  finding,
  ocsf: ocsf.split(' '),
  asff: asff
    .split(' ')
    .filter(Boolean)
    .map((path) => path.replace('+', 'ProductFields.regionsweep/')),
}));
