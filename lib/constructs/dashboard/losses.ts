import { Duration } from 'aws-cdk-lib';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { METRICS } from '../../../src/metrics/metric-catalog';
import { projectMetric } from '../../project-metric';
import type { IngestionPath } from '../ingestion';
import { over } from '../operators-alarm';
import { type EventRuleMetricName, eventRuleMetric, type PlacedRule } from './event-rule-metric';
import { counts, type DashboardRow, graph, HOUR } from './graphs';

const FIVE_MINUTES = Duration.minutes(5);

export interface LossesProps {
  readonly detector: Lambda;
  readonly ingestion: Pick<IngestionPath, 'queue'>;
  readonly eventRules: readonly PlacedRule[];
  readonly undelivered: IQueue;
  readonly unhandled: IQueue;
  readonly notFollowedUp: IQueue;
  readonly findingsTopic: ITopic;
  readonly operatorsTopic: ITopic;
}

export function losses(props: LossesProps): DashboardRow {
  const { detector, eventRules, undelivered, unhandled, notFollowedUp } = props;
  const { findingsTopic, operatorsTopic } = props;
  const sum = over(HOUR, 'Sum');
  const ofRules = (name: EventRuleMetricName) =>
    eventRules.map((placed) => eventRuleMetric(placed, name, HOUR));
  return {
    title: 'Losses',
    note: 'All zeros: RegionSweep lost nothing. Otherwise see #dead-letters (still recoverable), #errors, #throttles and #publish-failures in docs/operations.md.',
    widgets: [
      graph({
        title: 'Messages in dead-letter queues',
        width: 6,
        period: FIVE_MINUTES,
        left: counts(
          {
            'undelivered (by EventBridge)': waiting(undelivered),
            'unhandled (by the detector)': waiting(unhandled),
            'not followed up (findings)': waiting(notFollowedUp),
          },
          FIVE_MINUTES,
        ),
      }),
      graph({
        title: 'EventBridge rules, per hour',
        width: 6,
        left: counts({
          'failed invocations': ofRules('FailedInvocations'),
          'sent to the dead-letter queue': ofRules('InvocationsSentToDlq'),
          'lost (dead-letter queue failed)': ofRules('InvocationsFailedToBeSentToDlq'),
        }),
      }),
      graph({
        title: 'Detector, per hour',
        width: 6,
        left: counts({
          'calls not handled': projectMetric(METRICS.callsNotHandled, {}, sum),
          errors: detector.metricErrors(sum),
          throttles: detector.metricThrottles(sum),
          // With queue ingestion, SQS itself moves failed messages to the dead-letter queue.
          ...(props.ingestion.queue === undefined && {
            'lost (dead-letter queue failed)': detector.metric('DestinationDeliveryFailures', sum),
          }),
        }),
      }),
      graph({
        title: 'Undelivered notifications, per hour',
        width: 6,
        left: counts({
          findings: findingsTopic.metricNumberOfNotificationsFailed(sum),
          alarms: operatorsTopic.metricNumberOfNotificationsFailed(sum),
        }),
      }),
    ],
  };
}

function waiting(queue: IQueue) {
  return queue.metricApproximateNumberOfMessagesVisible(over(FIVE_MINUTES, 'Maximum'));
}
