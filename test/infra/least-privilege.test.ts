import type { Template } from 'aws-cdk-lib/assertions';
import { detectorTemplate, FULL_CONTEXT, resourcesOf } from './synthesize';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

describe('permissions', () => {
  const template = detectorTemplate(FULL_CONTEXT);

  it('of the function are these, on these resources, and no others', () => {
    const granted = statementsOf(template).map(({ Action, Resource }) => ({
      actions: [Action].flat(),
      resource: JSON.stringify(Resource).replace(/[0-9A-F]{8}"/, '"'),
    }));

    expect(granted).toEqual([
      {
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resource: '{"Fn::GetAtt":["DetectorLogs","Arn"]}',
      },
      {
        actions: ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'],
        resource: '{"Fn::GetAtt":["DetectorDeadLettersQueue","Arn"]}',
      },
      {
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
        resource: '{"Fn::GetAtt":["StateTable","Arn"]}',
      },
      { actions: ['sns:Publish'], resource: '{"Ref":"FindingsTopic"}' },
      {
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resource: '{"Fn::GetAtt":["TopicKey","Arn"]}',
      },
    ]);
  });

  it('hold no wildcard, in actions or in resources', () => {
    expect(JSON.stringify(statementsOf(template))).not.toContain('*');
  });

  it('come from no managed policy', () => {
    template.allResourcesProperties('AWS::IAM::Role', {});
    for (const { properties } of resourcesOf(template, 'AWS::IAM::Role')) {
      expect(properties).not.toHaveProperty('ManagedPolicyArns');
    }
  });

  it('are given to the function only: the role of the Slack channel may do nothing', () => {
    const roles = resourcesOf(template, 'AWS::IAM::Policy').flatMap(
      ({ properties }) => properties.Roles,
    );

    expect(roles).toEqual([{ Ref: expect.stringMatching(/^DetectorRole/) }]);
    expect(resourcesOf(template, 'AWS::IAM::Role')).toHaveLength(2);
  });

  it('let each role be assumed by one service', () => {
    const services = resourcesOf(template, 'AWS::IAM::Role').map(
      ({ properties }) => properties.AssumeRolePolicyDocument.Statement[0].Principal,
    );

    expect(services).toEqual(
      expect.arrayContaining([
        { Service: 'lambda.amazonaws.com' },
        { Service: 'chatbot.amazonaws.com' },
      ]),
    );
  });
});

/** Every statement of every identity policy. */
function statementsOf(template: Template): Statement[] {
  return resourcesOf(template, 'AWS::IAM::Policy').flatMap(
    ({ properties }) => properties.PolicyDocument.Statement,
  );
}
