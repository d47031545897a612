import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { METRICS } from '../../src/metrics/metric-catalog';
import { FIVE_MINUTES, over, projectMetric } from '../project-metric';
import { arrivalsIn } from './dead-letter-queue';
import type { IngestionPath } from './ingestion';
import { type Operators, OperatorsAlarm } from './operators-alarm';
import type { ProjectFunction } from './project-function';

const SUM = over(FIVE_MINUTES, 'Sum');

/** Periods in a row. A failure that one retry fixes is not worth a message. */
const PERSISTING = 3;

/** Minutes that a call may wait for the detector before the alarm fires. */
const MAX_WAIT_MINUTES = 5;

export interface DetectorAlarmsProps extends Operators {
  readonly detector: ProjectFunction;
  readonly ingestion: IngestionPath;
  readonly undelivered: IQueue;
  readonly unhandled: IQueue;
}

/** Alarms that fire when the detector fails or falls behind, or when calls end up in a dead-letter queue. */
export function createDetectorAlarms(scope: Construct, props: DetectorAlarmsProps): void {
  const { detector, ingestion, undelivered, unhandled, ...operators } = props;
  const errorLog = `aws logs tail ${detector.logGroup.logGroupName} --since 1h --filter-pattern '{ $.level = "ERROR" }'`;
  new OperatorsAlarm(scope, 'Errors', {
    ...operators,
    metric: sumOf({
      errors: detector.lambda.metricErrors(SUM),
      throttles: detector.lambda.metricThrottles(SUM),
      // To Lambda, a batch with failed messages is a success.
      ...(ingestion.queue !== undefined && {
        failed: projectMetric(METRICS.callsNotHandled, {}, SUM),
      }),
    }),
    periods: PERSISTING,
    meaning:
      'The detector has failed, or Lambda has throttled it, for 15 min. Alerts are late or missing, and calls that wait too long go to a dead-letter queue.',
    urgency: 'You may be blind: act now.',
    command: errorLog,
    anchor: 'errors',
  });
  new OperatorsAlarm(scope, 'Oldest', {
    ...operators,
    metric: ingestion.oldest.metric,
    threshold: MAX_WAIT_MINUTES * 60 * ingestion.oldest.perSecond,
    meaning: `A call has waited for the detector for more than ${MAX_WAIT_MINUTES} min, so alerts are late.`,
    urgency: 'You are not blind: act within an hour.',
    command: errorLog,
    anchor: 'old-calls',
  });
  new OperatorsAlarm(scope, 'DeadLetters', {
    ...operators,
    ...arrivalsIn([undelivered, unhandled]),
    meaning:
      'Calls have arrived in a dead-letter queue, so RegionSweep may not have counted them, or their alerts may be missing. The queue keeps them for 14 days.',
    urgency: 'You are blind for these calls: act the same day.',
    command: `aws sqs receive-message --queue-url ${undelivered.queueUrl} --message-attribute-names All --visibility-timeout 0 (the same for ${unhandled.queueUrl})`,
    anchor: 'dead-letters',
  });
}

/** The sum of counts, of which any may have no value. */
function sumOf(counts: Readonly<Record<string, IMetric>>): MathExpression {
  return new MathExpression({
    label: 'failures',
    expression: Object.keys(counts)
      .map((id) => `FILL(${id}, 0)`)
      .join(' + '),
    usingMetrics: counts,
    period: FIVE_MINUTES,
  });
}
