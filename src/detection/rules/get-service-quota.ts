import type { Rule } from './rule';

/** Elastic: `discovery_servicequotas_multi_region_service_quota_requests`. */
export const getServiceQuota = {
  id: 'get-service-quota',
  name: 'On-demand vCPU quota read in many regions',
  description:
    'One principal read the quota for running on-demand instances (ec2, L-1216C47A) in many regions within seconds. Cryptominers do this to learn how many machines they can start with stolen credentials.',
  severity: 'low',
  riskScore: 21,
  references: [
    'https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_GetServiceQuota.html',
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
  match: {
    source: 'aws.servicequotas',
    eventSource: 'servicequotas.amazonaws.com',
    eventName: 'GetServiceQuota',
    requestParameters: { serviceCode: 'ec2', quotaCode: 'L-1216C47A' },
  },
  probe: 'GetServiceQuota',
} as const satisfies Rule;
