import type { Rule } from './rule';

/** Elastic: `discovery_ec2_multi_region_describe_instances` (a building block rule). */
export const describeInstances = {
  id: 'describe-instances',
  name: 'EC2 DescribeInstances in many regions',
  description:
    'One principal listed EC2 instances in many regions within seconds. Intruders do this to learn what stolen credentials can reach; inventory tools and a click in EC2 Global View do it too.',
  severity: 'low',
  riskScore: 21,
  references: [
    'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html',
    'https://github.com/elastic/detection-rules/blob/main/rules_building_block/discovery_ec2_multi_region_describe_instances.toml',
  ],
  attack: [
    {
      tactic: { id: 'TA0007', name: 'Discovery' },
      techniques: [{ id: 'T1580', name: 'Cloud Infrastructure Discovery' }],
    },
  ],
  elasticRuleId: '393ef120-63d1-11ef-8e38-f661ea17fbce',
  match: {
    source: 'aws.ec2',
    eventSource: 'ec2.amazonaws.com',
    eventNames: ['DescribeInstances'],
  },
  probe: 'DescribeInstances',
} as const satisfies Rule;
