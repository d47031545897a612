import { Match } from 'aws-cdk-lib/assertions';
import { RULES } from '../../src/detection/rules/catalog';
import { arnOf, detectorTemplate, resourcesOf } from './synthesize';

const QUEUE = 'AWS::SQS::Queue';
const ALARM = 'AWS::CloudWatch::Alarm';

describe('dead-letter queues', () => {
  const template = detectorTemplate();
  const queues = resourcesOf(template, QUEUE);

  it('are one per rule and one of the function', () => {
    expect(queues).toHaveLength(RULES.length + 1);
  });

  it('are encrypted and keep what is in them as long as SQS allows', () => {
    template.allResourcesProperties(QUEUE, {
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 1_209_600,
    });
  });

  it('refuse plain HTTP', () => {
    for (const queue of queues) {
      template.hasResourceProperties('AWS::SQS::QueuePolicy', {
        Queues: [{ Ref: queue.id }],
        PolicyDocument: Match.objectLike({
          Statement: Match.arrayWith([
            Match.objectLike({
              Effect: 'Deny',
              Action: 'sqs:*',
              Principal: { AWS: '*' },
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
              Resource: arnOf(queue),
            }),
          ]),
        }),
      });
    }
  });

  it('of the rules take messages of their own rule only', () => {
    for (const { id, properties } of resourcesOf(template, 'AWS::Events::Rule')) {
      const queueId = properties.Targets[0].DeadLetterConfig.Arn['Fn::GetAtt'][0];

      template.hasResourceProperties('AWS::SQS::QueuePolicy', {
        Queues: [{ Ref: queueId }],
        PolicyDocument: Match.objectLike({
          Statement: Match.arrayWith([
            Match.objectLike({
              Effect: 'Allow',
              Action: 'sqs:SendMessage',
              Principal: { Service: 'events.amazonaws.com' },
              Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [id, 'Arn'] } } },
            }),
          ]),
        }),
      });
    }
  });

  it('each raise an alarm at the first message, which tells operators what it means', () => {
    template.resourceCountIs(ALARM, queues.length);
    for (const { id } of queues) {
      template.hasResourceProperties(ALARM, {
        Namespace: 'AWS/SQS',
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [id, 'QueueName'] } }],
        Statistic: 'Maximum',
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        EvaluationPeriods: 1,
        TreatMissingData: 'notBreaching',
        AlarmActions: [{ Ref: Match.stringLikeRegexp('^OperatorsTopic') }],
        AlarmDescription: Match.stringLikeRegexp('hand the events to the detector again'),
      });
    }
  });
});
