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

export interface WhatWasLostProps {
  readonly detector: Lambda;
  readonly ingestion: Pick<IngestionPath, 'queue'>;
  readonly eventRules: readonly PlacedRule[];
  readonly undelivered: IQueue;
  readonly unhandled: IQueue;
  readonly notFollowedUp: IQueue;
  readonly findingsTopic: ITopic;
  readonly operatorsTopic: ITopic;
}

export function whatWasLost(props: WhatWasLostProps): DashboardRow {
  const { detector, eventRules, undelivered, unhandled, notFollowedUp } = props;
  const { findingsTopic, operatorsTopic } = props;
  const sum = over(HOUR, 'Sum');
  const ofRules = (name: EventRuleMetricName) =>
    eventRules.map((attachToOtherPrincipals) =>
      eventRuleMetric(attachToOtherPrincipals, name, HOUR),
    );
  return {
    question: 'What was lost?',
    note: 'Nothing, if all of this is zero. In docs/operations.md: #dead-letters (not lost yet), #errors, #throttles, #publish-failures.',
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
          'to the dead-letter queue': ofRules('InvocationsSentToDlq'),
          'not even there': ofRules('InvocationsFailedToBeSentToDlq'),
        }),
      }),
      graph({
        title: 'Detector, per hour',
        width: 6,
        left: counts({
          'calls not handled': projectMetric(METRICS.callsNotHandled, {}, sum),
          errors: detector.metricErrors(sum),
          throttles: detector.metricThrottles(sum),
          // With a queue, it is SQS that moves what the detector gave up on.
          ...(props.ingestion.queue === undefined && {
            'not taken by the dead-letter queue': detector.metric(
              'DestinationDeliveryFailures',
              sum,
            ),
          }),
        }),
      }),
      graph({
        title: 'Notifications not delivered, per hour',
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
