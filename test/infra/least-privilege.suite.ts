import type { Template } from 'aws-cdk-lib/assertions';
import { plainText } from './alarm-template';
import { FULL_CONTEXT, hubTemplate, resourcesOf, standAloneForwarder } from './synthesize';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

describe('permissions', () => {
  const template = hubTemplate(FULL_CONTEXT);

  it('are these, of these roles, on these resources, and no others', () => {
    const granted = Object.fromEntries(
      policiesOf(template).map(({ role, statements }) => [role, statements.map(inWords)]),
    );

    expect(granted).toEqual({
      DetectorFunctionRole: [
        'logs:CreateLogStream logs:PutLogEvents on DetectorFunctionLogs',
        'dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem on StateTable',
        'sns:Publish on FindingsTopic',
        'kms:Decrypt kms:GenerateDataKey on TopicKey',
        'sqs:GetQueueAttributes sqs:GetQueueUrl sqs:SendMessage on UnhandledQueue',
      ],
      FollowUpFunctionRole: [
        'logs:CreateLogStream logs:PutLogEvents on FollowUpFunctionLogs',
        'sqs:GetQueueAttributes sqs:GetQueueUrl sqs:SendMessage on FollowUpNotFollowedUpQueue',
        'dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem on StateTable',
        'sns:Publish on FindingsTopic',
        'kms:Decrypt kms:GenerateDataKey on TopicKey',
        'events:PutEvents on HubBus',
        'scheduler:CreateSchedule on AWS::AccountId',
        'iam:PassRole on FollowUpScheduleRole',
      ],
      FollowUpScheduleRole: [
        'lambda:InvokeFunction on FollowUpFunctionLambda',
        'sqs:SendMessage on FollowUpNotFollowedUpQueue',
      ],
      HeartbeatFunctionRole: [
        'logs:CreateLogStream logs:PutLogEvents on HeartbeatFunctionLogs',
        'ec2:DescribeInstances organizations:DescribeOrganization servicequotas:GetServiceQuota on *',
        'sns:ListSubscriptionsByTopic on FindingsTopic',
        'cloudformation:ListStackInstances on *',
      ],
    });
  });

  it('hold no wildcard but those of actions without resources, of schedules and of StackSets', () => {
    const statements = [...policiesOf(template), ...policiesOf(standAloneForwarder())].flatMap(
      ({ statements: own }) => own,
    );

    const wild = statements.filter((statement) => JSON.stringify(statement).includes('*'));
    expect(wild.flatMap(({ Action }) => Action).sort()).toEqual([
      'cloudformation:ListStackInstances',
      'ec2:DescribeInstances',
      'organizations:DescribeOrganization',
      'scheduler:CreateSchedule',
      'servicequotas:GetServiceQuota',
    ]);
  });

  it('let the heartbeat look at the StackSets of forwarders only, wherever they belong', () => {
    const resources = policiesOf(template).flatMap(({ statements }) =>
      statements
        .filter(({ Action }) => Action === 'cloudformation:ListStackInstances')
        .map(({ Resource }) => plainText(Resource)),
    );

    expect(resources).toEqual([
      expect.stringMatching(/:cloudformation:eu-central-1:\*:stackset\/RegionSweep-forwarder-\*$/),
    ]);
  });

  it('come from no managed policy', () => {
    for (const { properties } of resourcesOf(template, 'AWS::IAM::Role')) {
      expect(properties).not.toHaveProperty('ManagedPolicyArns');
    }
  });

  it('are not given to the Slack channel, whose role may do nothing', () => {
    const roles = resourcesOf(template, 'AWS::IAM::Role').map(({ id }) => id);
    const withPolicies = policiesOf(template).map(({ role }) => role);

    expect(roles.filter((id) => !withPolicies.some((role) => id.startsWith(role)))).toEqual([
      expect.stringMatching(/^SlackRole/),
    ]);
  });

  it('let each role be assumed by one service', () => {
    const services = resourcesOf(template, 'AWS::IAM::Role').map(
      ({ properties }) => properties.AssumeRolePolicyDocument.Statement[0].Principal.Service,
    );

    expect(services.sort()).toEqual([
      'chatbot.amazonaws.com',
      'lambda.amazonaws.com',
      'lambda.amazonaws.com',
      'lambda.amazonaws.com',
      'scheduler.amazonaws.com',
    ]);
  });
});

/** Every identity policy: its role and its statements. */
function policiesOf(template: Template): { role: string; statements: readonly Statement[] }[] {
  const inline = resourcesOf(template, 'AWS::IAM::Role').flatMap(({ id, properties }) =>
    (properties.Policies ?? []).map(({ PolicyDocument }: Policy) => ({ role: id, PolicyDocument })),
  );
  const attached = resourcesOf(template, 'AWS::IAM::Policy').map(({ properties }) => ({
    role: properties.Roles[0].Ref,
    PolicyDocument: properties.PolicyDocument,
  }));
  return [...inline, ...attached].map(({ role, PolicyDocument }) => ({
    role: withoutHash(role),
    statements: PolicyDocument.Statement,
  }));
}

/** `sns:Publish on FindingsTopic`. */
function inWords({ Action, Resource }: Statement): string {
  const [, id = '*'] = /"(?:Ref|Fn::GetAtt)":\[?"([^"]+)"/.exec(JSON.stringify(Resource)) ?? [];
  return `${[Action].flat().join(' ')} on ${withoutHash(id)}`;
}

function withoutHash(id: string): string {
  return id.replace(/[0-9A-F]{8}$/, '');
}
