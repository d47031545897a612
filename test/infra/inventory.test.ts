import { Match } from 'aws-cdk-lib/assertions';
import { RULES } from '../../src/detection/rules/catalog';
import { detectorStack, detectorTemplate, FULL_CONTEXT } from './synthesize';

describe('the stack', () => {
  const template = detectorTemplate(FULL_CONTEXT);
  const { Resources, Outputs } = template.toJSON();

  it('holds these resources and no others', () => {
    const counts: Record<string, number> = {};
    for (const { Type } of Object.values<{ Type: string }>(Resources)) {
      counts[Type] = (counts[Type] ?? 0) + 1;
    }

    expect(counts).toEqual({
      'AWS::Chatbot::SlackChannelConfiguration': 1,
      'AWS::CloudWatch::Alarm': RULES.length + 1,
      'AWS::DynamoDB::Table': 1,
      'AWS::Events::Rule': RULES.length,
      'AWS::IAM::Policy': 1,
      'AWS::IAM::Role': 2,
      'AWS::KMS::Key': 1,
      'AWS::Lambda::EventInvokeConfig': 1,
      'AWS::Lambda::Function': 1,
      'AWS::Lambda::Permission': RULES.length,
      'AWS::Logs::LogGroup': 1,
      'AWS::SNS::Subscription': 4,
      'AWS::SNS::Topic': 2,
      'AWS::SNS::TopicPolicy': 2,
      'AWS::SQS::Queue': RULES.length + 1,
      'AWS::SQS::QueuePolicy': RULES.length + 1,
    });
  });

  it('names no resource itself, so that it can be deployed more than once', () => {
    const nameProperty =
      /"(TableName|FunctionName|TopicName|QueueName|RoleName|PolicyName|AlarmName|LogGroupName|AliasName)":"(?!DetectorRoleDefaultPolicy)/;

    expect(JSON.stringify(Resources)).not.toMatch(nameProperty);
    template.hasResourceProperties('AWS::Events::Rule', { Name: Match.absent() });
  });

  it('says where everything is', () => {
    expect(Object.keys(Outputs).sort()).toEqual([
      'DescribeInstancesDeadLettersUrl',
      'DetectorDeadLettersUrl',
      'FunctionName',
      'GetServiceQuotaDeadLettersUrl',
      'LogGroupName',
      'OperatorsTopicArn',
      'TableName',
      'TopicArn',
    ]);
    for (const output of Object.values(Outputs)) {
      expect(output).toHaveProperty('Description');
    }
  });

  it('fits any account and region', () => {
    const stack = detectorStack();

    expect(stack.environment).toBe('aws://unknown-account/unknown-region');
  });
});
