import { Duration } from 'aws-cdk-lib';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { METRICS } from '../../src/metrics/metric-catalog';
import { projectMetric } from '../project-metric';
import type { IngestionPath } from './ingestion';
import { OperatorsAlarm, over } from './operators-alarm';

const FIVE_MINUTES = Duration.minutes(5);

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
export class DetectorAlarms extends Construct {
  constructor(scope: Construct, id: string, props: DetectorAlarmsProps) {
    super(scope, id);
    const { detector, ingestion, findingsTopic, operatorsTopic } = props;
    new OperatorsAlarm(this, 'Errors', {
      metric: detector.metricErrors(over(FIVE_MINUTES, 'Sum')),
      meaning:
        'The detector has failed for 15 minutes. Lambda retries each call twice, then moves it to a dead-letter queue: alerts are late or missing. Read the errors in the log of the detector.',
      anchor: 'errors',
      threshold: 1,
      periods: PERSISTING,
      operatorsTopic,
    });
    if (ingestion.queue !== undefined) {
      // To Lambda, a batch with failed messages is a success.
      new OperatorsAlarm(this, 'NotHandled', {
        metric: projectMetric(METRICS.callsNotHandled, {}, over(FIVE_MINUTES, 'Sum')),
        meaning:
          'The detector has failed on calls for 15 minutes. SQS delivers each call five times, then moves it to a dead-letter queue: alerts are late or missing. Read the errors in the log of the detector.',
        anchor: 'errors',
        threshold: 1,
        periods: PERSISTING,
        operatorsTopic,
      });
    }
    new OperatorsAlarm(this, 'Throttles', {
      metric: detector.metricThrottles(over(FIVE_MINUTES, 'Sum')),
      meaning:
        'Lambda has throttled the detector for 15 minutes, because the account has too little concurrency left. Alerts are late, and calls that wait too long go to a dead-letter queue. Find out which function uses up the concurrency, or raise the quota.',
      anchor: 'throttles',
      threshold: 1,
      periods: PERSISTING,
      operatorsTopic,
    });
    new OperatorsAlarm(this, 'Oldest', {
      metric: ingestion.oldest.metric,
      meaning: `A call has waited for the detector for more than ${MAX_WAIT_MINUTES} minutes: alerts are late. Check the alarms on errors and throttles first, then the dashboard for a flood of calls.`,
      anchor: 'old-calls',
      threshold: MAX_WAIT_MINUTES * 60 * ingestion.oldest.perSecond,
      operatorsTopic,
    });
    new OperatorsAlarm(this, 'Undelivered', {
      metric: findingsTopic.metricNumberOfNotificationsFailed(over(FIVE_MINUTES, 'Sum')),
      meaning:
        'SNS could not deliver an alert to a subscriber. Detection works, but someone missed an alert. Read it in the log of the detector (`Finding opened`), then check the subscriptions of the findings topic.',
      anchor: 'publish-failures',
      threshold: 1,
      operatorsTopic,
    });
  }
}
