import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { FIVE_MINUTES, over } from '../project-metric';
import { arrivalsIn } from './dead-letter-queue';
import { oldestCall } from './detector-target';
import { type Operators, OperatorsAlarm } from './operators-alarm';
import type { ProjectFunction } from './project-function';
import type { TrailCollection } from './trail-collection';

const SUM = over(FIVE_MINUTES, 'Sum');

/** Periods in a row. A failure that one retry fixes is not worth a message. */
const PERSISTING = 3;

/** Minutes that a call may wait for the detector before the alarm fires. */
const MAX_WAIT_MINUTES = 5;

/** The same for a file of the trail: longer than the 12 min between two tries. */
const MAX_FILE_WAIT_MINUTES = 30;

export interface DetectorAlarmsProps extends Operators {
  readonly detector: ProjectFunction;
  readonly undelivered: IQueue;
  readonly unhandled: IQueue;
  /** The path of the trail, if there is one. */
  readonly trail: TrailCollection | undefined;
}

/**
 * Alarms that fire when the detector or the trail reader fails or falls behind, or when calls or files end up in a
 * dead-letter queue. The trail adds no alarm of its own: together, the alarms may send ten messages in a second.
 */
export function createDetectorAlarms(scope: Construct, props: DetectorAlarmsProps): void {
  const { detector, undelivered, unhandled, trail, ...operators } = props;
  const errorLog = `aws logs tail ${detector.logGroup.logGroupName} --since 1h --filter-pattern '{ $.level = "ERROR" }'`;
  const failures = {
    errors: detector.lambda.metricErrors(SUM),
    throttles: detector.lambda.metricThrottles(SUM),
    ...(trail !== undefined && {
      readerErrors: trail.reader.lambda.metricErrors(SUM),
      readerThrottles: trail.reader.lambda.metricThrottles(SUM),
    }),
  };
  const isOf = trail === undefined ? 'The detector' : 'The detector or the trail reader';
  new OperatorsAlarm(scope, 'Errors', {
    ...operators,
    metric: new MathExpression({
      label: 'failures',
      // Any of them may have no value.
      expression: Object.keys(failures)
        .map((id) => `FILL(${id}, 0)`)
        .join(' + '),
      usingMetrics: failures,
      period: FIVE_MINUTES,
    }),
    periods: PERSISTING,
    meaning: `${isOf} has failed, or Lambda has throttled it, for 15 min. Alerts are late or missing, and calls that wait too long go to a dead-letter queue.`,
    urgency: 'You may be blind: act now.',
    command: errorLog,
    anchor: 'errors',
  });
  new OperatorsAlarm(scope, 'Oldest', {
    ...operators,
    ...oldest(oldestCall(detector.lambda), trail),
    urgency: 'You are not blind: act within an hour.',
    command: errorLog,
    anchor: 'old-calls',
  });
  new OperatorsAlarm(scope, 'DeadLetters', {
    ...operators,
    ...arrivalsIn([undelivered, unhandled, ...(trail === undefined ? [] : [trail.unread])]),
    meaning: `Calls ${trail === undefined ? 'have' : 'or files of the trail have'} arrived in a dead-letter queue, so RegionSweep may not have counted them, or their alerts may be missing. The queue keeps them for 14 days.`,
    urgency: 'You are blind for these calls: act the same day.',
    command: `aws sqs receive-message --queue-url ${undelivered.queueUrl} --message-attribute-names All --visibility-timeout 0 (the same for ${[unhandled, ...(trail === undefined ? [] : [trail.unread])].map(({ queueUrl }) => queueUrl).join(' and ')})`,
    anchor: 'dead-letters',
  });
}

/** How long the oldest call, and the oldest file of the trail, may wait. */
function oldest(call: IMetric, trail: TrailCollection | undefined) {
  const limit = MAX_WAIT_MINUTES * 60_000;
  if (trail === undefined) {
    return {
      metric: call,
      threshold: limit,
      meaning: `A call has waited for the detector for more than ${MAX_WAIT_MINUTES} min, so alerts are late.`,
    };
  }
  return {
    metric: new MathExpression({
      label: 'wait of the oldest call or file, in parts of what is allowed',
      expression: `MAX([FILL(call, 0) / ${limit}, FILL(file, 0) / ${MAX_FILE_WAIT_MINUTES * 60}])`,
      usingMetrics: {
        call,
        file: trail.files.metricApproximateAgeOfOldestMessage(over(FIVE_MINUTES, 'Maximum')),
      },
      period: FIVE_MINUTES,
    }),
    meaning: `A call has waited for the detector for more than ${MAX_WAIT_MINUTES} min, or a file of the trail for the trail reader for more than ${MAX_FILE_WAIT_MINUTES} min, so alerts are late.`,
  };
}
