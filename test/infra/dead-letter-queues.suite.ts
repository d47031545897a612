import { Match, type Template } from 'aws-cdk-lib/assertions';
import { arnOf, hubTemplate, resourcesOf, standAloneForwarder, TRAIL_BY_TOPIC } from './synthesize';

const QUEUE = 'AWS::SQS::Queue';

const HUB_QUEUES = ['UndeliveredQueue', 'UnhandledQueue', 'FollowUpNotFollowedUpQueue'];

describe.each<[string, Template, readonly string[]]>([
  ['the hub', hubTemplate(), HUB_QUEUES],
  [
    'the hub with a trail',
    hubTemplate(TRAIL_BY_TOPIC),
    [...HUB_QUEUES.slice(0, 2), 'UnreadFilesQueue', ...HUB_QUEUES.slice(2)],
  ],
  ['a forwarder', standAloneForwarder(), ['ForwarderDeadLettersQueue']],
])('dead-letter queues of %s', (_, template, names) => {
  const queues = resourcesOf(template, QUEUE).filter(({ id }) => !id.startsWith('TrailFiles'));

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

  it('each raise an alarm whenever messages arrive, also while others wait', () => {
    const growth = resourcesOf(template, 'AWS::CloudWatch::Alarm').filter(({ properties }) =>
      JSON.stringify(properties.Metrics ?? '').includes('DIFF(FILL('),
    );
    const watched = growth.flatMap(({ properties }) =>
      properties.Metrics.flatMap(({ MetricStat }: { MetricStat?: WatchedMetric }) =>
        MetricStat === undefined ? [] : [inWords(MetricStat)],
      ),
    );

    expect(watched.sort()).toEqual(
      queues.map(({ id }) => `Maximum of ApproximateNumberOfMessagesVisible of ${id}`).sort(),
    );
    for (const { properties } of growth) {
      // Back to OK one hour after the last arrival, so that a second wave fires again.
      expect(properties).toMatchObject({
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        EvaluationPeriods: 12,
        DatapointsToAlarm: 1,
        TreatMissingData: 'notBreaching',
      });
    }
  });
});

/** As CloudFormation has it. */
interface WatchedMetric {
  readonly Stat: string;
  readonly Metric: { readonly MetricName: string; readonly Dimensions: readonly unknown[] };
}

function inWords({ Stat, Metric: { MetricName, Dimensions } }: WatchedMetric): string {
  const [, id] = /"Fn::GetAtt":\["(\w+)"/.exec(JSON.stringify(Dimensions)) ?? [];
  return `${Stat} of ${MetricName} of ${id}`;
}
