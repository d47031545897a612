import type { Facts, RuleFacts } from '../../src/doctor/facts';
import { seen, type Unseen } from '../../src/doctor/look';
import type { TrailFacts, TrailPathFacts } from '../../src/doctor/trail-facts';

export const HUB_REGION = 'eu-central-1';
const ACCOUNT = '111122223333';
const SEES_READ_ONLY_EVENTS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
const ORGANIZATION = 'o-a1b2c3d4e5';

const DETECTOR = 'RegionSweep-Detector';

export const HEALTHY_RULE: RuleFacts = {
  name: 'HubRulesDescribeInstances',
  arn: `arn:aws:events:${HUB_REGION}:${ACCOUNT}:rule/regionsweep/HubRulesDescribeInstances`,
  bus: 'regionsweep',
  region: HUB_REGION,
  state: SEES_READ_ONLY_EVENTS,
  pattern: '{"source":["aws.ec2"],"detail":{"eventName":["DescribeInstances"]}}',
  targets: seen([`arn:aws:lambda:${HUB_REGION}:${ACCOUNT}:function:${DETECTOR}`]),
};

/** A rule of a forwarder. */
export const FORWARDER_RULE: RuleFacts = {
  ...HEALTHY_RULE,
  bus: 'default',
  region: 'us-east-1',
  targets: seen([`arn:aws:events:${HUB_REGION}:${ACCOUNT}:event-bus/regionsweep`]),
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

const BUCKET = 'example-org-trail';
const TRAIL_TOPIC = `arn:aws:sns:${HUB_REGION}:${ACCOUNT}:trail-files`;

export const HEALTHY_TRAIL: TrailFacts = {
  name: 'arn:aws:cloudtrail:eu-central-1:111122223333:trail/all',
  isMultiRegion: true,
  isOrganizationTrail: true,
  bucket: BUCKET,
  topicArn: TRAIL_TOPIC,
  status: seen({ isLogging: true }),
  selectors: seen({
    basic: [{ includesManagementEvents: true, readWriteType: 'All', excludedSources: [] }],
    advanced: [],
  }),
};

export const HEALTHY_PATH: TrailPathFacts = {
  bucket: BUCKET,
  region: HUB_REGION,
  topicArn: TRAIL_TOPIC,
  bucketRegion: seen(HUB_REGION),
  newestFile: seen({
    key: 'AWSLogs/111122223333/CloudTrail/eu-central-1/2026/03/14/x_CloudTrail_y.json.gz',
    writtenAt: new Date('2026-03-14T11:55:00Z'),
    isGzip: seen(true),
  }),
  bucketEvents: seen({ hasEventBridge: false, topics: [TRAIL_TOPIC] }),
  reader: {
    mapping: seen({ id: '1', state: 'Enabled' }),
    waiting: seen(2),
    denied: seen(0),
    subscription: seen('confirmed'),
  },
};

/** The resource policy of a function that rules invoke. */
export function functionPolicy(sourceArn: string): string {
  return JSON.stringify({
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'lambda:InvokeFunction',
        Condition: { ArnLike: { 'AWS:SourceArn': sourceArn } },
      },
    ],
  });
}

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
  account: seen(ACCOUNT),
  isBeforeDeployment: false,
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
  hasForwarders: seen(true),
  quotaCode: seen('L-1216C47A'),
  rules: seen([
    HEALTHY_RULE,
    { name: 'Schedule', bus: 'default', region: HUB_REGION, state: 'ENABLED' },
  ]),
  functions: [
    {
      name: DETECTOR,
      policy: seen(functionPolicy(`arn:aws:events:${HUB_REGION}:${ACCOUNT}:rule/regionsweep/*`)),
    },
  ],
  forwarders: ['us-east-1', 'us-east-2'].map((region) => ({
    region,
    rules: seen([{ ...FORWARDER_RULE, region }]),
  })),
  busPolicy: seen(busPolicy(ORGANIZATION, ['aws.ec2', 'aws.servicequotas', 'aws.cloudwatch'])),
  policyStatements: seen(1),
  trails: seen([HEALTHY_TRAIL]),
  trailPath: seen(HEALTHY_PATH),
  organizationId: seen(ORGANIZATION),
  needsStackSets: true,
  isDelegatedAdministrator: seen(true),
  enabledRegions: seen([HUB_REGION, 'us-east-1', 'us-east-2']),
  controlPolicies: seen([]),
  quotas: [
    {
      name: 'rules on the default event bus',
      region: HUB_REGION,
      used: seen(20),
      limit: seen(300),
      needed: 0,
      without: 'A deployment that adds rules fails.',
      serviceCode: 'events',
      quotaCode: 'L-244521F2',
    },
  ],
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
