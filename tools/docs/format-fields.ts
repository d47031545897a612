/** Where a field of a finding stands in other formats, as paths from the root; several where it stands in several. */
export interface FormatField {
  /** Path in the finding; what a notification adds is in italics. */
  readonly finding: string;
  readonly ocsf: readonly string[];
  readonly asff: readonly string[];
}

const field = (
  finding: string,
  ocsf: readonly string[],
  asff: readonly string[] = [],
): FormatField => ({ finding, ocsf, asff });

const productField = (name: string): string => `ProductFields.regionsweep/${name}`;

/** The table of `docs/formats.md`. A path that the sample does not have is an error when the page is made. */
export const FORMAT_FIELDS: readonly FormatField[] = [
  field('kind of notification', ['activity_id', 'activity_name', 'type_uid', 'status_detail']),
  field('id', ['finding_info.uid', 'metadata.correlation_uid'], ['Id', productField('FindingId')]),
  field('schemaVersion', ['metadata.log_version']),
  field('headline of the messages', ['finding_info.title'], ['Title']),
  field('first sentence of the messages', ['message', 'finding_info.desc'], ['Description']),
  field(
    'severity',
    ['severity_id', 'severity'],
    ['Severity.Label', 'FindingProviderFields.Severity.Label'],
  ),
  field('score', ['risk_score'], ['Severity.Original', productField('Score')]),
  field('reasons', ['risk_details', 'unmapped.reasons'], ['Description', productField('Reason/1')]),
  field(
    'rule.id',
    ['finding_info.analytic.uid', 'metadata.event_code'],
    ['GeneratorId', productField('RuleId')],
  ),
  field('rule.name', ['finding_info.analytic.name']),
  field('rule.description', ['finding_info.analytic.desc']),
  field('rule.references', ['finding_info.src_url', 'remediation.references'], ['SourceUrl']),
  field(
    'rule.attack',
    ['finding_info.attacks', 'finding_info.types'],
    ['Types', productField('Attack')],
  ),
  field('rule.elasticRuleId', ['finding_info.related_analytics'], [productField('ElasticRuleId')]),
  field('window', ['unmapped.window'], [productField('WindowStart'), productField('WindowEnd')]),
  field('thresholds', ['unmapped.thresholds']),
  field(
    'principal.key',
    ['evidences.0.actor.user.uid'],
    [productField('Principal'), 'Resources.2.Details.AwsIamAccessKey.PrincipalName'],
  ),
  field('principal.kind', ['unmapped.principal_kind'], [productField('PrincipalKind')]),
  field('principal.arn', ['evidences.0.actor.user.uid', 'resources.1.uid'], ['Resources.1.Id']),
  field('principal.type', ['evidences.0.actor.user.type'], [productField('PrincipalType')]),
  field(
    'principal.accountId',
    ['cloud.account.uid', 'evidences.0.actor.user.account.uid'],
    ['Resources.0.Id'],
  ),
  field(
    'evidence.callCount',
    ['count', 'finding_info.related_events_count'],
    [productField('CallCount')],
  ),
  field('evidence.regionCount', ['unmapped.region_count'], [productField('RegionCount')]),
  field('evidence.regions', ['unmapped.regions'], [productField('regions')]),
  field(
    'evidence.atLeast',
    ['unmapped.counts_are_lower_bounds'],
    [productField('CountsAreLowerBounds')],
  ),
  field(
    'evidence.firstCall',
    ['start_time', 'finding_info.first_seen_time'],
    ['FirstObservedAt', 'Action.AwsApiCallAction.FirstSeen'],
  ),
  field(
    'evidence.lastCall',
    ['end_time', 'finding_info.last_seen_time'],
    ['LastObservedAt', 'Action.AwsApiCallAction.LastSeen'],
  ),
  field('evidence.accountIds', ['resources.0.uid'], ['Resources.0.Id', productField('accountIds')]),
  field(
    'evidence.accessKeyIds',
    ['resources.2.uid', 'evidences.0.actor.session.credential_uid'],
    ['Resources.2.Id', productField('accessKeyIds')],
  ),
  field('evidence.identityTypes', ['unmapped.identity_types'], [productField('identityTypes')]),
  field(
    'evidence.sourceIps',
    ['evidences.0.src_endpoint.ip', 'observables.0.value'],
    ['Action.AwsApiCallAction.RemoteIpDetails.IpAddressV4', productField('sourceIps')],
  ),
  field(
    'evidence.userAgents',
    ['observables.3.value', 'unmapped.user_agents'],
    [productField('userAgents')],
  ),
  field('evidence.errorCodes', ['unmapped.error_codes'], [productField('errorCodes')]),
  field('evidence.eventIds', ['finding_info.related_events']),
  field('evidence.capped', ['unmapped.capped']),
  field('detectedAt', ['time', 'finding_info.created_time'], ['CreatedAt', 'UpdatedAt']),
  field(
    'call that the rule matches',
    ['evidences.0.api.operation', 'evidences.0.api.service.name'],
    ['Action.AwsApiCallAction.Api', 'Action.AwsApiCallAction.ServiceName'],
  ),
  field('next steps', ['remediation.desc'], ['Remediation.Recommendation.Text']),
];
