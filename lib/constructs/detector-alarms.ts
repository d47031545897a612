import { Duration } from 'aws-cdk-lib';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { METRICS } from '../../src/metrics/metric-catalog';
import { projectMetric } from '../project-metric';
import type { IngestionPath } from './ingestion';
import { OperatorsAlarm, type OperatorsAlarmProps, over } from './operators-alarm';

const SUM = over(Duration.minutes(5), 'Sum');

/** Periods in a row. A failure that one retry fixes is not worth a message. */
const PERSISTING = 3;

/** Minutes that a call may wait for the detector before the alarm fires. */
const MAX_WAIT_MINUTES = 5;

export interface DetectorAlarmsProps {
  readonly detector: Lambda;
  readonly ingestion: IngestionPath;
  readonly findingsTopic: ITopic;
  readonly operatorsTopic: ITopic;
}

/** Alarms that fire when the detector fails or falls behind, or when SNS does not deliver its alerts. */
export function createDetectorAlarms(parent: Construct, props: DetectorAlarmsProps): void {
  const scope = new Construct(parent, 'Alarms');
  const { detector, ingestion, findingsTopic, operatorsTopic } = props;
  const alarms: Record<string, OperatorsAlarmProps> = {
    Errors: {
      metric: detector.metricErrors(SUM),
      meaning:
        'The detector has failed for 15 minutes. Lambda retries each call twice, then moves it to a dead-letter queue: alerts are late or missing. Read the errors in the log of the detector.',
      anchor: 'errors',
      periods: PERSISTING,
    },
    // To Lambda, a batch with failed messages is a success.
    ...(ingestion.queue !== undefined && {
      NotHandled: {
        metric: projectMetric(METRICS.callsNotHandled, {}, SUM),
        meaning:
          'The detector has failed on calls for 15 minutes. SQS delivers each call five times, then moves it to a dead-letter queue: alerts are late or missing. Read the errors in the log of the detector.',
        anchor: 'errors',
        periods: PERSISTING,
      },
    }),
    Throttles: {
      metric: detector.metricThrottles(SUM),
      meaning:
        'Lambda has throttled the detector for 15 minutes, because the account has too little concurrency left. Alerts are late, and calls that wait too long go to a dead-letter queue. Find out which function uses up the concurrency, or raise the quota.',
      anchor: 'throttles',
      periods: PERSISTING,
    },
    Oldest: {
      metric: ingestion.oldest.metric,
      meaning: `A call has waited for the detector for more than ${MAX_WAIT_MINUTES} minutes: alerts are late. Check the alarms on errors and throttles first, then the dashboard for a flood of calls.`,
      anchor: 'old-calls',
      threshold: MAX_WAIT_MINUTES * 60 * ingestion.oldest.perSecond,
    },
    Undelivered: {
      metric: findingsTopic.metricNumberOfNotificationsFailed(SUM),
      meaning:
        'SNS could not deliver an alert to a subscriber. Detection works, but someone missed an alert. Read it in the log of the detector (`Finding opened`), then check the subscriptions of the findings topic.',
      anchor: 'publish-failures',
    },
  };
  for (const [id, alarm] of Object.entries(alarms)) {
    new OperatorsAlarm(scope, id, { ...alarm, operatorsTopic });
  }
}
