import { Duration } from 'aws-cdk-lib';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { METRICS } from '../../src/metrics/metric-catalog';
import { projectMetric } from '../project-metric';
import type { IngestionPath } from './ingestion';
import { OperatorsAlarm, over } from './operators-alarm';

const FIVE_MINUTES = Duration.minutes(5);

/** Periods in a row: what one retry mends is not worth a message. */
const PERSISTING = 3;

/** Minutes that a call may wait for the detector. */
const MAX_WAIT_MINUTES = 5;

export interface DetectorAlarmsProps {
  readonly detector: Lambda;
  readonly ingestion: IngestionPath;
  readonly findingsTopic: ITopic;
  readonly operatorsTopic: ITopic;
}

/** Alarms that ring when the detector fails, falls behind, or is not heard. */
export class DetectorAlarms extends Construct {
  constructor(scope: Construct, id: string, props: DetectorAlarmsProps) {
    super(scope, id);
    const { detector, ingestion, findingsTopic, operatorsTopic } = props;
    new OperatorsAlarm(this, 'Errors', {
      metric: detector.metricErrors(over(FIVE_MINUTES, 'Sum')),
      meaning: 'The detector keeps failing. Calls are tried again, then go to a dead-letter queue.',
      anchor: 'errors',
      threshold: 1,
      periods: PERSISTING,
      operatorsTopic,
    });
    if (ingestion.queue !== undefined) {
      // A batch with failed messages is no error to Lambda.
      new OperatorsAlarm(this, 'NotHandled', {
        metric: projectMetric(METRICS.callsNotHandled, {}, over(FIVE_MINUTES, 'Sum')),
        meaning:
          'The detector keeps failing on calls. They come again, then go to a dead-letter queue.',
        anchor: 'errors',
        threshold: 1,
        periods: PERSISTING,
        operatorsTopic,
      });
    }
    new OperatorsAlarm(this, 'Throttles', {
      metric: detector.metricThrottles(over(FIVE_MINUTES, 'Sum')),
      meaning: 'The detector keeps being throttled: the account has too little concurrency left.',
      anchor: 'throttles',
      threshold: 1,
      periods: PERSISTING,
      operatorsTopic,
    });
    new OperatorsAlarm(this, 'Oldest', {
      metric: ingestion.oldest.metric,
      meaning: `A call has waited for more than ${MAX_WAIT_MINUTES} minutes: findings come late.`,
      anchor: 'old-calls',
      threshold: MAX_WAIT_MINUTES * 60 * ingestion.oldest.perSecond,
      operatorsTopic,
    });
    new OperatorsAlarm(this, 'Undelivered', {
      metric: findingsTopic.metricNumberOfNotificationsFailed(over(FIVE_MINUTES, 'Sum')),
      meaning: 'SNS could not deliver a notification to a subscriber.',
      anchor: 'publish-failures',
      threshold: 1,
      operatorsTopic,
    });
  }
}
