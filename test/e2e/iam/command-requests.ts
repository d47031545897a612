import type { RequestContext } from './simulator';

/** A request as IAM sees it: what a command of the AWS SDK asks for, or what AWS asks for on its behalf. */
export interface AskedFor {
  readonly action: string;
  readonly resource: string;
  /** Of a resource whose ARN names none. @default that of the hub */
  readonly account?: string;
  readonly context?: RequestContext;
}

/** Where the trail is: in another account, as that of an organization. */
const TRAIL_ACCOUNT = '444455556666';
export const TRAIL = {
  bucket: 'regionsweep-trail',
  prefix: 'audit',
  region: 'us-east-1',
  keyArn: `arn:aws:kms:us-east-1:${TRAIL_ACCOUNT}:key/regionsweep-trail`,
  topicArn: `arn:aws:sns:us-east-1:${TRAIL_ACCOUNT}:regionsweep-trail`,
};

/** The environment variables of a function, with references resolved. */
type Variables = Readonly<Record<string, string>>;

/** The hub, for resources that no variable names. */
export interface Surroundings {
  readonly variables: Variables;
  readonly region: string;
  readonly account: string;
  readonly tableArn: string;
  readonly keyArn: string;
  readonly busArn: string;
}

type Requests = (surroundings: Surroundings) => readonly AskedFor[];

/** Commands of the AWS SDK, with the requests that they make. Each command in the code of the functions must be here. */
export const COMMAND_REQUESTS: Readonly<Record<string, Requests>> = {
  BatchImportFindings: ({ variables }) => [
    {
      action: 'securityhub:BatchImportFindings',
      resource: variables['SECURITY_HUB_PRODUCT_ARN'] ?? '',
    },
  ],
  CreateSchedule: ({ variables, region, account }) => [
    {
      action: 'scheduler:CreateSchedule',
      resource: `arn:aws:scheduler:${region}:${account}:schedule/${variables['SCHEDULE_GROUP']}/close-1`,
    },
    {
      action: 'iam:PassRole',
      resource: variables['SCHEDULE_ROLE_ARN'] ?? '',
      context: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
    },
  ],
  DeleteItem: ({ tableArn }) => [{ action: 'dynamodb:DeleteItem', resource: tableArn }],
  DescribeInstances: () => [{ action: 'ec2:DescribeInstances', resource: '*' }],
  DescribeOrganization: () => [{ action: 'organizations:DescribeOrganization', resource: '*' }],
  GetItem: ({ tableArn }) => [{ action: 'dynamodb:GetItem', resource: tableArn }],
  GetObject: ({ variables }) => {
    const bucket = `arn:aws:s3:::${variables['TRAIL_BUCKET']}`;
    const file = `${variables['TRAIL_PREFIX']}/AWSLogs/o-a1b2c3d4e5/${TRAIL_ACCOUNT}/CloudTrail/a.json.gz`;
    return [
      { action: 's3:GetObject', resource: `${bucket}/${file}`, account: TRAIL_ACCOUNT },
      // S3 asks for it if the object is gone.
      { action: 's3:ListBucket', resource: bucket, account: TRAIL_ACCOUNT },
      { action: 'kms:Decrypt', resource: TRAIL.keyArn },
    ];
  },
  GetServiceQuota: () => [{ action: 'servicequotas:GetServiceQuota', resource: '*' }],
  ListStackInstances: ({ variables, region, account }) => [
    {
      action: 'cloudformation:ListStackInstances',
      // The account is that of the management account, which the policy does not name.
      resource: `arn:aws:cloudformation:${region}:${account}:stackset/${variables['STACK_SET_PREFIX']}eu-west-1:1`,
    },
  ],
  ListSubscriptionsByTopic: ({ variables }) =>
    topicsIn(variables).map((resource) => ({ action: 'sns:ListSubscriptionsByTopic', resource })),
  PutEvents: ({ busArn }) => [
    {
      action: 'events:PutEvents',
      resource: busArn,
      context: { 'events:source': ['regionsweep'] },
    },
  ],
  Publish: ({ variables, keyArn }) => [
    ...topicsIn(variables).map((resource) => ({ action: 'sns:Publish', resource })),
    { action: 'kms:GenerateDataKey', resource: keyArn },
    { action: 'kms:Decrypt', resource: keyArn },
  ],
  PutItem: ({ tableArn }) => [{ action: 'dynamodb:PutItem', resource: tableArn }],
  Query: ({ tableArn }) => [{ action: 'dynamodb:Query', resource: tableArn }],
  UpdateItem: ({ tableArn }) => [{ action: 'dynamodb:UpdateItem', resource: tableArn }],
};

/** Actions that a role has without a request that needs them: each with the reason. */
export const NOT_NEEDED: readonly string[] = [
  // The grant of CDK for the destination of failed invocations adds them to sqs:SendMessage.
  'sqs:GetQueueAttributes',
  'sqs:GetQueueUrl',
  // AWS allows it to everyone.
  'sts:GetCallerIdentity',
];

/** The topics that a function publishes to. */
function topicsIn(variables: Variables): string[] {
  return Object.entries(variables).flatMap(([name, value]) =>
    /(?:^|_)TOPIC_ARN$/.test(name) ? [value] : [],
  );
}
