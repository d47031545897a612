import { DescribeAlarmsCommand, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { NotReadReason } from '../../src/collection/not-read';
import { RULE_IDS, type RuleId } from '../../src/detection/rules/rule-catalog';
import type { AlarmFacts, QueueFacts, TopicFacts } from '../../src/doctor/facts';
import type { Look } from '../../src/doctor/look';
import { METRIC_NAMESPACE, METRICS, SERVICE } from '../../src/metrics/metric-catalog';
import { AWS_CLIENTS } from './aws-clients';
import { everyPage, lookAt } from './look-at';
import type { StackPart } from './read-stacks';

/** What DescribeAlarms takes at a time. */
const MAX_ALARMS = 100;

const ALARM_TYPES = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'];

const SECONDS_PER_MINUTE = 60;

/** A topic with its subscriptions, and those that the stack made. */
export async function readTopic(
  region: string,
  output: TopicFacts['output'],
  arn: string,
  parts: readonly StackPart[],
): Promise<TopicFacts> {
  const client = AWS_CLIENTS.sns({ region });
  const subscriptions = await lookAt('sns:ListSubscriptionsByTopic', async () => {
    const all = await everyPage(async (NextToken) => {
      const page = await client.send(
        new ListSubscriptionsByTopicCommand({ TopicArn: arn, ...(NextToken && { NextToken }) }),
      );
      return [page.Subscriptions, page.NextToken];
    });
    return all.map(({ SubscriptionArn = '', Protocol = '' }) => ({
      arn: SubscriptionArn,
      protocol: Protocol,
    }));
  });
  const expected = parts
    .filter(({ type, physicalId }) => isSubscriptionOf(arn, type, physicalId))
    .map(({ physicalId }) => physicalId);
  return { output, arn, expected, subscriptions };
}

function isSubscriptionOf(topic: string, type: string, physicalId: string): boolean {
  return type === 'AWS::SNS::Subscription' && physicalId.startsWith(`${topic}:`);
}

/** The alarms of a stack, as they are now. */
export function readAlarms(
  region: string,
  parts: readonly StackPart[],
): Promise<Look<readonly AlarmFacts[]>> {
  const client = AWS_CLIENTS.cloudWatch({ region });
  const names = parts
    .filter(({ type }) => ALARM_TYPES.includes(type))
    .map(({ physicalId }) => physicalId);
  return lookAt('cloudwatch:DescribeAlarms', async () => {
    const found: AlarmFacts[] = [];
    for (let start = 0; start < names.length; start += MAX_ALARMS) {
      const { MetricAlarms = [], CompositeAlarms = [] } = await client.send(
        new DescribeAlarmsCommand({
          AlarmNames: names.slice(start, start + MAX_ALARMS),
          AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
          MaxRecords: MAX_ALARMS,
        }),
      );
      for (const alarm of [...MetricAlarms, ...CompositeAlarms]) {
        found.push({
          name: alarm.AlarmName ?? '',
          state: alarm.StateValue ?? '',
          description: alarm.AlarmDescription ?? '',
          hasActionsEnabled: alarm.ActionsEnabled !== false,
        });
      }
    }
    return found;
  });
}

/** A queue with the number of its messages, those in flight included. */
export async function readQueue(region: string, output: string, url: string): Promise<QueueFacts> {
  const messages = await lookAt('sqs:GetQueueAttributes', async () => {
    const { Attributes = {} } = await AWS_CLIENTS.sqs({ region }).send(
      new GetQueueAttributesCommand({
        QueueUrl: url,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
  });
  return { output, url, region, messages };
}

/** For how many trail files S3 has denied access to the trail reader since a time; a file that it tries twice counts twice. */
export function readDenied(region: string, since: Date): Promise<Look<number>> {
  return lookAt('cloudwatch:GetMetricData', async () => {
    const { MetricDataResults = [] } = await AWS_CLIENTS.cloudWatch({ region }).send(
      new GetMetricDataCommand({
        StartTime: since,
        EndTime: endOfMinute(),
        MetricDataQueries: [
          {
            Id: 'denied',
            MetricStat: {
              Metric: {
                Namespace: METRIC_NAMESPACE,
                MetricName: METRICS.trailFilesNotRead.name,
                Dimensions: [
                  { Name: 'service', Value: SERVICE },
                  { Name: 'reason', Value: 'denied' satisfies NotReadReason },
                ],
              },
              Period: SECONDS_PER_MINUTE,
              Stat: 'Sum',
            },
          },
        ],
      }),
    );
    return sumOf(MetricDataResults[0]?.Values);
  });
}

/** How many calls the detector has counted since a time, by region: of one rule, or of all. */
export function readCalls(
  region: string,
  places: readonly { readonly region: string; readonly ruleId?: RuleId }[],
  since: Date,
): Promise<Look<ReadonlyMap<string, number>>> {
  const metrics = places.flatMap((place) =>
    (place.ruleId === undefined ? RULE_IDS : [place.ruleId]).map((ruleId) => ({
      region: place.region,
      Dimensions: [
        { Name: 'service', Value: SERVICE },
        { Name: 'ruleId', Value: ruleId },
        { Name: 'region', Value: place.region },
      ],
    })),
  );
  return lookAt('cloudwatch:GetMetricData', async () => {
    const client = AWS_CLIENTS.cloudWatch({ region });
    const results = await everyPage(async (NextToken) => {
      const page = await client.send(
        new GetMetricDataCommand({
          StartTime: since,
          EndTime: endOfMinute(),
          MetricDataQueries: metrics.map(({ Dimensions }, index) => ({
            Id: `m${index}`,
            MetricStat: {
              Metric: { Namespace: METRIC_NAMESPACE, MetricName: METRICS.calls.name, Dimensions },
              Period: SECONDS_PER_MINUTE,
              Stat: 'Sum',
            },
          })),
          ...(NextToken && { NextToken }),
        }),
      );
      return [page.MetricDataResults, page.NextToken];
    });
    const counts = new Map<string, number>();
    for (const { Id = '', Values = [] } of results) {
      const name = metrics[Number(Id.slice(1))]?.region ?? '';
      counts.set(name, (counts.get(name) ?? 0) + sumOf(Values));
    }
    return counts;
  });
}

/** The end of a period is exclusive, and the current minute has begun. */
function endOfMinute(): Date {
  return new Date(Date.now() + SECONDS_PER_MINUTE * 1000);
}

function sumOf(values: readonly number[] = []): number {
  return values.reduce((total, value) => total + value, 0);
}
