/** An AWS account with a healthy deployment, as far as `doctor` looks at it. */
import {
  CloudFormationClient,
  DescribeStackSetCommand,
  DescribeStacksCommand,
  ListStackInstancesCommand,
  ListStackResourcesCommand,
  ListStackSetsCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { DescribeInstancesCommand, DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeEventBusCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import {
  GetAccountSettingsCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListDelegatedAdministratorsCommand,
  ListParentsCommand,
  ListPoliciesForTargetCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
  GetBucketNotificationConfigurationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  GetServiceQuotaCommand,
  ListServiceQuotasCommand,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type AwsStub, mockClient } from 'aws-sdk-client-mock';

const ACCOUNT = '111122223333';
export const HUB_REGION = 'eu-central-1';
const REGIONS = [HUB_REGION, 'us-east-1', 'us-east-2'];
const ARN = `${HUB_REGION}:${ACCOUNT}`;
const UNIT = 'ou-ab12-cd34ef56';
const DETECTOR = 'detector';
export const TRAIL_TOPIC = `arn:aws:sns:${ARN}:trail-files`;
export const BUCKET = 'example-org-trail';
const FILE =
  'AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/eu-central-1/2026/03/14/111122223333_CloudTrail_eu-central-1_20260314T0920Z_x.json.gz';
const STATE = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
const PATTERN = '{"source":["aws.ec2"],"detail":{"eventName":["DescribeInstances"]}}';

// biome-ignore lint/suspicious/noExplicitAny: the stubs of all services.
type AnyStub = AwsStub<any, any, any>;

/** A stub of each service, by its prefix in IAM actions. */
export const SERVICES = {
  cloudformation: mockClient(CloudFormationClient),
  cloudtrail: mockClient(CloudTrailClient),
  cloudwatch: mockClient(CloudWatchClient),
  ec2: mockClient(EC2Client),
  events: mockClient(EventBridgeClient),
  lambda: mockClient(LambdaClient),
  organizations: mockClient(OrganizationsClient),
  s3: mockClient(S3Client),
  servicequotas: mockClient(ServiceQuotasClient),
  sns: mockClient(SNSClient),
  sqs: mockClient(SQSClient),
} as const;

const STUBS: readonly AnyStub[] = Object.values(SERVICES) as unknown as AnyStub[];

/** AWS denies everything, unless a test says otherwise. */
export function denyEverything(): void {
  for (const stub of STUBS) {
    stub.reset();
    stub.rejects(errorOf('AccessDeniedException'));
  }
}

export function errorOf(name: string, message = 'no'): Error {
  return Object.assign(new Error(message), { name });
}

/** The account without a deployment: trail, S3 bucket, organization, quotas. */
export function mockAccount(): void {
  const { cloudformation, cloudtrail, ec2, events, lambda, organizations, servicequotas } =
    SERVICES;
  cloudformation
    .on(DescribeStacksCommand)
    .rejects(errorOf('ValidationError', 'Stack with id RegionSweep does not exist'));
  cloudformation.on(ListStackSetsCommand).resolves({ Summaries: [{ StackSetName: 'x' }] });
  const trail = `arn:aws:cloudtrail:${ARN}:trail/all`;
  cloudtrail.on(DescribeTrailsCommand).resolves({
    trailList: [
      {
        TrailARN: trail,
        HomeRegion: HUB_REGION,
        IsMultiRegionTrail: true,
        IsOrganizationTrail: true,
        S3BucketName: BUCKET,
        SnsTopicARN: TRAIL_TOPIC,
      },
    ],
  });
  cloudtrail.on(GetTrailStatusCommand).resolves({ IsLogging: true });
  cloudtrail.on(GetEventSelectorsCommand).resolves({
    AdvancedEventSelectors: [
      { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
    ],
  });
  ec2
    .on(DescribeRegionsCommand)
    .resolves({ Regions: REGIONS.map((RegionName) => ({ RegionName })) });
  events.on(DescribeEventBusCommand).resolves({ Arn: `arn:aws:events:${ARN}:event-bus/default` });
  events.on(ListRulesCommand).resolves({ Rules: [] });
  lambda.on(GetAccountSettingsCommand).resolves({
    AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 900 },
  });
  organizations.on(DescribeOrganizationCommand).resolves({ Organization: { Id: 'o-a1b2c3d4e5' } });
  organizations.on(ListDelegatedAdministratorsCommand).resolves({
    DelegatedAdministrators: [{ Id: ACCOUNT }],
  });
  organizations.on(ListParentsCommand).resolves({ Parents: [{ Id: 'r-ab12', Type: 'ROOT' }] });
  organizations
    .on(ListPoliciesForTargetCommand)
    .resolves({ Policies: [{ Id: 'p-FullAWSAccess' }, { Id: 'p-1', Name: 'Guardrail' }] });
  organizations.on(DescribePolicyCommand).resolves({ Policy: { Content: '{"Statement":[]}' } });
  servicequotas.on(ListServiceQuotasCommand).resolves({
    Quotas: ['L-244521F2', 'L-EC62D81A'].map((QuotaCode) => ({ QuotaCode, Value: 300 })),
  });
  mockBucket();
}

function mockBucket(): void {
  const { s3 } = SERVICES;
  s3.on(HeadBucketCommand).resolves({ BucketRegion: HUB_REGION });
  s3.on(ListObjectsV2Command).callsFake(({ Prefix = '', Delimiter }) => {
    const rest = FILE.startsWith(Prefix) ? FILE.slice(Prefix.length) : '';
    const folder = rest.split('/')[0];
    return Delimiter === undefined
      ? { Contents: rest === '' ? [] : [{ Key: FILE, LastModified: new Date() }] }
      : { CommonPrefixes: rest.includes('/') ? [{ Prefix: `${Prefix}${folder}/` }] : [] };
  });
  s3.on(GetObjectCommand).callsFake(() => ({
    Body: { transformToByteArray: async () => Uint8Array.of(0x1f, 0x8b) },
  }));
  s3.on(GetBucketNotificationConfigurationCommand).resolves({
    TopicConfigurations: [{ TopicArn: TRAIL_TOPIC, Events: ['s3:ObjectCreated:*'] }],
  });
}

/** The account with a hub, its forwarders, StackSets and the trail path. */
export function mockDeployment(): void {
  mockAccount();
  const { cloudformation, cloudwatch, ec2, servicequotas, sns, sqs } = SERVICES;
  const topics = ['TopicArn', 'ArchiveTopicArn', 'OperatorsTopicArn'];
  cloudformation.on(DescribeStacksCommand).resolves({
    Stacks: [
      {
        StackName: 'RegionSweep',
        StackId: `arn:aws:cloudformation:${ARN}:stack/RegionSweep/1`,
        StackStatus: 'UPDATE_COMPLETE',
        CreationTime: new Date('2026-03-01T00:00:00Z'),
        Outputs: [
          ...topics.map((OutputKey) => ({
            OutputKey,
            OutputValue: `arn:aws:sns:${ARN}:${OutputKey}`,
          })),
          { OutputKey: 'FunctionName', OutputValue: DETECTOR },
          { OutputKey: 'TrailReaderFunctionName', OutputValue: 'reader' },
          { OutputKey: 'TrailFilesUrl', OutputValue: 'https://sqs/files' },
          { OutputKey: 'UnreadFilesUrl', OutputValue: 'https://sqs/unread' },
        ],
      },
    ],
  });
  mockParts();
  cloudformation.on(ListStackInstancesCommand).resolves({
    Summaries: [{ Account: '444455556666', Region: 'us-east-1', Status: 'CURRENT' }],
  });
  cloudformation
    .on(DescribeStackSetCommand)
    .resolves({ StackSet: { OrganizationalUnitIds: [UNIT] } });
  cloudwatch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [] });
  cloudwatch.on(GetMetricDataCommand).callsFake(({ MetricDataQueries }) => ({
    MetricDataResults: MetricDataQueries.map(({ Id }: { Id: string }) => ({
      Id,
      Values: Id === 'denied' ? [] : [1],
    })),
  }));
  ec2.on(DescribeInstancesCommand).resolves({});
  servicequotas.on(GetServiceQuotaCommand).resolves({});
  mockRules();
  mockFunctions();
  sns.on(ListSubscriptionsByTopicCommand).callsFake(({ TopicArn }) => ({
    Subscriptions: [{ SubscriptionArn: `${TopicArn}:1`, Protocol: 'email' }],
  }));
  sns
    .on(GetSubscriptionAttributesCommand)
    .resolves({ Attributes: { PendingConfirmation: 'false' } });
  sqs.on(GetQueueAttributesCommand).resolves({ Attributes: { ApproximateNumberOfMessages: '0' } });
}

function mockParts(): void {
  const part = (ResourceType: string, LogicalResourceId: string, PhysicalResourceId: string) => ({
    ResourceType,
    LogicalResourceId,
    PhysicalResourceId,
    ResourceStatus: 'CREATE_COMPLETE' as const,
    LastUpdatedTimestamp: new Date(),
  });
  const { cloudformation } = SERVICES;
  cloudformation.on(ListStackResourcesCommand).callsFake(({ StackName }) => ({
    StackResourceSummaries:
      StackName === 'RegionSweep'
        ? [
            part('AWS::Events::Rule', 'HubRulesX', 'regionsweep|Rule'),
            part('AWS::Lambda::Function', 'Detector', DETECTOR),
            part('AWS::CloudWatch::Alarm', 'Alarm', 'Silence'),
            part('AWS::SNS::Subscription', 'TrailTopicSubscription', `${TRAIL_TOPIC}:1`),
            part('AWS::CloudFormation::StackSet', 'Forwarders', 'Forwarders:1'),
          ]
        : StackName === 'RegionSweepOrganization'
          ? []
          : [part('AWS::Events::Rule', 'Rule', 'Forward')],
  }));
}

function mockRules(): void {
  const { events } = SERVICES;
  events.on(ListRulesCommand).callsFake(({ EventBusName }) => {
    const isHub = EventBusName === 'regionsweep';
    const Name = isHub ? 'Rule' : 'Forward';
    const Arn = `arn:aws:events:${ARN}:rule/${isHub ? 'regionsweep/' : ''}${Name}`;
    return { Rules: [{ Name, Arn, State: STATE, EventPattern: PATTERN }] };
  });
  events.on(ListTargetsByRuleCommand).callsFake(({ Rule }) => ({
    Targets: [
      {
        Id: '1',
        Arn:
          Rule === 'Rule'
            ? `arn:aws:lambda:${ARN}:function:${DETECTOR}`
            : `arn:aws:events:${ARN}:event-bus/regionsweep`,
      },
    ],
  }));
}

function mockFunctions(): void {
  const { lambda } = SERVICES;
  lambda.on(GetFunctionConfigurationCommand).callsFake(({ FunctionName }) => ({
    Environment: {
      Variables:
        FunctionName === DETECTOR
          ? { MONITORED_REGIONS: REGIONS.join(',') }
          : { TRAIL_BUCKET: BUCKET },
    },
  }));
  lambda.on(GetPolicyCommand).resolves({
    Policy: JSON.stringify({
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Condition: { ArnLike: { 'AWS:SourceArn': `arn:aws:events:${ARN}:rule/*` } },
        },
      ],
    }),
  });
  lambda
    .on(ListEventSourceMappingsCommand)
    .resolves({ EventSourceMappings: [{ UUID: 'u-1', State: 'Enabled' }] });
}
