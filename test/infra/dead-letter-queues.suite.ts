import { Match, type Template } from 'aws-cdk-lib/assertions';
import { arnOf, hubTemplate, resourcesOf, standAloneForwarder } from './synthesize';

const QUEUE = 'AWS::SQS::Queue';

const HUB_QUEUES = ['UndeliveredQueue', 'UnhandledQueue', 'FollowUpNotFollowedUpQueue'];

describe.each<[string, Template, readonly string[]]>([
  ['the hub', hubTemplate(), HUB_QUEUES],
  ['the hub with a queue', hubTemplate({ ingestion: 'queue' }), HUB_QUEUES],
  ['a forwarder', standAloneForwarder(), ['ForwarderDeadLettersQueue']],
])('dead-letter queues of %s', (_, template, names) => {
  const queues = resourcesOf(template, QUEUE).filter(({ id }) => !id.startsWith('Calls'));

  it('are these', () => {
    expect(queues.map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(names);
  });

  it('are encrypted and keep what is in them as long as SQS allows', () => {
    for (const { properties } of queues) {
      expect(properties).toMatchObject({
        SqsManagedSseEnabled: true,
        MessageRetentionPeriod: 1_209_600,
      });
    }
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

  it('each raise an alarm at the first message', () => {
    for (const { id } of queues) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Namespace: 'AWS/SQS',
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [id, 'QueueName'] } }],
        Statistic: 'Maximum',
        Period: 60,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        EvaluationPeriods: 1,
        TreatMissingData: 'notBreaching',
        AlarmDescription: Match.stringLikeRegexp('docs/operations\\.md#dead-letters'),
      });
    }
  });
});
