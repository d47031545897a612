import type { RequestContext } from './simulator';

/** A request as IAM sees it: what a command of the AWS SDK asks for, or what AWS asks for on its behalf. */
export interface AskedFor {
  readonly action: string;
  readonly resource: string;
  readonly context?: RequestContext;
}

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
