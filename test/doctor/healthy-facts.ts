import type { Facts, RuleFacts } from '../../src/doctor/facts';
import { seen, type Unseen } from '../../src/doctor/look';

export const HUB_REGION = 'eu-central-1';
const ACCOUNT = '111122223333';
const SEES_READ_ONLY_EVENTS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
const ORGANIZATION = 'o-a1b2c3d4e5';

export const HEALTHY_RULE: RuleFacts = {
  name: 'HubRulesDescribeInstances',
  bus: 'regionsweep',
  region: HUB_REGION,
  state: SEES_READ_ONLY_EVENTS,
  pattern: '{"source":["aws.ec2"],"detail":{"eventName":["DescribeInstances"]}}',
};

const topic = (output: 'TopicArn' | 'ArchiveTopicArn' | 'OperatorsTopicArn') => {
  const arn = `arn:aws:sns:${HUB_REGION}:${ACCOUNT}:${output}`;
  return {
    output,
    arn,
    expected: [`${arn}:1`],
    subscriptions: seen([{ arn: `${arn}:1`, protocol: 'email' }]),
  };
};

export const TOPICS = {
  findings: topic('TopicArn'),
  archive: topic('ArchiveTopicArn'),
  operators: topic('OperatorsTopicArn'),
};

export const HEALTHY_TRAIL = {
  name: 'arn:aws:cloudtrail:eu-central-1:111122223333:trail/all',
  isMultiRegion: true,
  isLogging: seen(true),
  recordsReads: seen(true),
};

/** The policy of the hub bus. */
export function busPolicy(id: string, sources: readonly string[]): string {
  return JSON.stringify({
    Statement: [
      {
        Sid: 'OrganizationSendsCalls',
        Condition: {
          StringEquals: { 'aws:PrincipalOrgID': id },
          'ForAllValues:StringEquals': { 'events:source': sources },
        },
      },
    ],
  });
}

/** A deployment for an organization in which everything is as it should be. */
export const HEALTHY: Facts = {
  stackName: 'RegionSweep',
  region: HUB_REGION,
  at: new Date('2026-03-14T12:00:00Z'),
  stack: seen({
    account: ACCOUNT,
    status: 'UPDATE_COMPLETE',
    createdAt: new Date('2026-03-01T00:00:00Z'),
    outputs: new Map(
      ['TopicArn', 'ArchiveTopicArn', 'OperatorsTopicArn', 'FunctionName'].map((name) => [
        name,
        'x',
      ]),
    ),
  }),
  parts: seen(true),
  monitoredRegions: seen([HUB_REGION, 'us-east-1', 'us-east-2']),
  quotaCode: seen('L-1216C47A'),
  rules: seen([
    HEALTHY_RULE,
    { name: 'Schedule', bus: 'default', region: HUB_REGION, state: 'ENABLED' },
  ]),
  forwarders: ['us-east-1', 'us-east-2'].map((region) => ({
    region,
    rules: seen([{ ...HEALTHY_RULE, bus: 'default', region }]),
  })),
  busPolicy: seen(busPolicy(ORGANIZATION, ['aws.ec2', 'aws.servicequotas', 'aws.cloudwatch'])),
  policyStatements: seen(1),
  trails: seen([HEALTHY_TRAIL]),
  organizationId: seen(ORGANIZATION),
  stackSets: [
    {
      name: 'RegionSweep-forwarder',
      instances: seen([
        { account: '444455556666', region: 'us-east-1', status: 'SUCCEEDED', isFailed: false },
      ]),
    },
  ],
  topics: Object.values(TOPICS),
  alarms: seen([
    { name: 'Silence', state: 'OK', description: 'RegionSweep: silence.', hasActionsEnabled: true },
  ]),
  deadLetters: [
    { output: 'UnhandledUrl', url: 'https://sqs/unhandled', region: HUB_REGION, messages: seen(0) },
  ],
  calls: seen(
    new Map([
      [HUB_REGION, 12],
      ['us-east-1', 3],
      ['us-east-2', 3],
    ]),
  ),
  hasHeartbeat: seen(true),
};

/** What AWS answers without a permission. */
export function denied(permission: string): Unseen {
  return { kind: 'denied', permission, reason: 'AccessDenied: no' };
}
