import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { METRICS } from '../../../src/metrics/metric-catalog';
import { FIVE_MINUTES, HOUR, over } from '../../project-metric';
import type { ProjectFunction } from '../project-function';
import type { TrailCollection } from '../trail-collection';
import { type EventRuleMetricName, eventRuleMetric, type PlacedRule } from './event-rule-metric';
import { counts, type DashboardRow, graph, hourly } from './graphs';

/** Sections of docs/operations.md about losses. */
const SECTIONS = [
  ['dead letters (still recoverable)', 'dead-letters'],
  ['errors and throttles', 'errors'],
  ['missing deliveries', 'missing-deliveries'],
] as const;

export interface LossesProps {
  readonly runbookUrl: string;
  readonly detector: ProjectFunction;
  /** Rules that lead calls to the detector. */
  readonly eventRules: readonly PlacedRule[];
  /** Calls that EventBridge could not deliver. */
  readonly undelivered: IQueue;
  /** Calls that the detector gave up on. */
  readonly unhandled: IQueue;
  /** Findings that the follow-up function gave up on. */
  readonly notFollowedUp: IQueue;
  /** The path of the trail, if there is one. */
  readonly trail: TrailCollection | undefined;
  readonly findingsTopic: ITopic;
  readonly operatorsTopic: ITopic;
}

export function losses(props: LossesProps): DashboardRow {
  const { eventRules, undelivered, unhandled, notFollowedUp, findingsTopic, operatorsTopic } =
    props;
  const detector = props.detector.lambda;
  const sum = over(HOUR, 'Sum');
  const ofRules = (name: EventRuleMetricName) =>
    eventRules.map((placed) => eventRuleMetric(placed, name, HOUR));
  return {
    title: 'Losses',
    note: `All zeros: RegionSweep lost nothing. Otherwise see ${SECTIONS.map(([title, anchor]) => `[${title}](${props.runbookUrl}#${anchor})`).join(', ')}.`,
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
            ...(props.trail && { 'unread (files of the trail)': waiting(props.trail.unread) }),
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
          'calls not handled': hourly(METRICS.callsNotHandled),
          errors: detector.metricErrors(sum),
          throttles: detector.metricThrottles(sum),
          'lost (dead-letter queue failed)': detector.metric('DestinationDeliveryFailures', sum),
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
