import { Duration } from 'aws-cdk-lib';
import { type Alarm, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { FIVE_MINUTES, over } from '../project-metric';
import { type AlarmText, type Operators, OperatorsAlarm } from './operators-alarm';

/** A dead-letter queue. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // The longest time that SQS allows: a message may be evidence that RegionSweep has not counted.
      retentionPeriod: Duration.days(14),
    });
  }

  /** Adds an alarm that fires when messages arrive. */
  addAlarm(props: AlarmText & Operators): Alarm {
    return new OperatorsAlarm(this, 'Alarm', { ...props, ...arrivalsIn([this.queue]) });
  }
}

/**
 * When the alarm of dead-letter queues fires: when the number of messages grew within the last hour. An alarm on the
 * number itself would stay in ALARM while one message waits, and keep silent about a second wave. The alarm takes one
 * metric for each queue, which is what AWS charges for.
 */
export function arrivalsIn(queues: readonly IQueue[]) {
  const visible = queues.map((queue, index) => {
    const metric = queue.metricApproximateNumberOfMessagesVisible(over(FIVE_MINUTES, 'Maximum'));
    return [`q${index}`, metric] as const;
  });
  return {
    metric: new MathExpression({
      label: 'new messages',
      // SQS sends no metrics for a queue that has been idle for hours.
      expression: visible.map(([id]) => `(DIFF(FILL(${id}, 0)) > 0)`).join(' OR '),
      usingMetrics: Object.fromEntries(visible),
      period: FIVE_MINUTES,
    }),
    periods: 12,
    breachingPeriods: 1,
  };
}
