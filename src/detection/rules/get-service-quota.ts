import type { OwnSettings, Rule, RuleMatch } from './rule';

/**
 * What counts by default. ADR 13 has the figures behind it.
 *
 * | code | quota of EC2, in vCPUs |
 * |---|---|
 * | L-1216C47A | running on-demand standard instances, as in the Elastic rule |
 * | L-DB2E81BA | running on-demand G and VT instances |
 * | L-417A185B | running on-demand P instances |
 */
export const DEFAULT_QUOTA_SETTINGS = {
  quotas: ['L-1216C47A', 'L-DB2E81BA', 'L-417A185B'],
  awsDefaultQuota: true,
} as const satisfies Required<OwnSettings>;

/** Elastic: `discovery_servicequotas_multi_region_service_quota_requests`. */
export const getServiceQuota = {
  id: 'get-service-quota',
  name: 'EC2 vCPU quotas read in many regions',
  description:
    'One principal read vCPU quotas of EC2, such as the one for on-demand instances (L-1216C47A), in many regions within seconds. Cryptominers do this to learn how many machines they can start with stolen credentials.',
  severity: 'low',
  riskScore: 21,
  references: [
    'https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_GetServiceQuota.html',
    'https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_GetAWSDefaultServiceQuota.html',
    'https://github.com/elastic/detection-rules/blob/main/rules/integrations/aws/discovery_servicequotas_multi_region_service_quota_requests.toml',
  ],
  attack: [
    {
      tactic: { id: 'TA0007', name: 'Discovery' },
      techniques: [
        { id: 'T1526', name: 'Cloud Service Discovery' },
        { id: 'T1580', name: 'Cloud Infrastructure Discovery' },
      ],
    },
  ],
  elasticRuleId: '19be0164-63d2-11ef-8e38-f661ea17fbce',
  match: matchUnder({}),
  matchUnder,
  probe: 'GetServiceQuota',
} as const satisfies Rule;

function matchUnder({
  quotas = DEFAULT_QUOTA_SETTINGS.quotas,
  awsDefaultQuota = DEFAULT_QUOTA_SETTINGS.awsDefaultQuota,
}: OwnSettings): RuleMatch {
  return {
    source: 'aws.servicequotas',
    eventSource: 'servicequotas.amazonaws.com',
    // Tools fall back to the second where an account has no applied value of the quota.
    eventNames: awsDefaultQuota
      ? ['GetServiceQuota', 'GetAWSDefaultServiceQuota']
      : ['GetServiceQuota'],
    requestParameters: { serviceCode: ['ec2'], quotaCode: quotas },
  };
}
