import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { FIVE_MINUTES, over } from '../project-metric';
import type { NotificationTopic } from './notification-topic';
import { notify, type Operators, OperatorsAlarm } from './operators-alarm';

export interface DeliveryAlarmProps extends Operators {
  readonly topics: readonly NotificationTopic[];
  /** A second topic to notify: the subscribers of the operators topic may be the missing ones. */
  readonly secondTopic: ITopic;
}

/**
 * The alarm that fires when SNS delivers a message to fewer subscribers than the stack made, or fails to deliver it.
 * `NumberOfNotificationsFailed` alone misses subscribers that were removed.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
 */
export function createDeliveryAlarm(scope: Construct, props: DeliveryAlarmProps): void {
  const { topics, secondTopic, ...operators } = props;
  const missing = topics.map(({ topic, subscriberCount }, index) => {
    const sum = over(FIVE_MINUTES, 'Sum');
    // Running sums: a message that is published in one period and delivered in the next is not missing for long.
    const count = (id: string) => `RUNNING_SUM(FILL(${id}${index}, 0))`;
    return {
      expression: `${count('failed')}, ${count('published')} * ${subscriberCount} - ${count('delivered')}`,
      metrics: {
        [`published${index}`]: topic.metricNumberOfMessagesPublished(sum),
        [`delivered${index}`]: topic.metricNumberOfNotificationsDelivered(sum),
        [`failed${index}`]: topic.metricNumberOfNotificationsFailed(sum),
      },
    };
  });
  const alarm = new OperatorsAlarm(scope, 'Undelivered', {
    ...operators,
    metric: new MathExpression({
      label: 'deliveries missing',
      expression: `MAX([${missing.map(({ expression }) => expression).join(', ')}])`,
      usingMetrics: Object.assign({}, ...missing.map(({ metrics }) => metrics)),
      period: FIVE_MINUTES,
    }),
    periods: 3,
    meaning:
      'SNS delivered an alert, an alarm or an archived finding to fewer subscribers than the stack made, or failed to deliver it. RegionSweep detects sweeps, but someone missed a message.',
    urgency: 'You are not blind, but alerts may reach nobody: act now.',
    command: `aws sns list-subscriptions-by-topic --topic-arn ${secondTopic.topicArn} --query 'Subscriptions[].[Protocol,Endpoint,SubscriptionArn]'`,
    anchor: 'missing-deliveries',
  });
  notify(alarm, secondTopic);
}
