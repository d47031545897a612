import { Duration } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { OperatorsAlarm, over } from './operators-alarm';

const REDRIVE = 'Find and fix the cause, then run `regionsweep redrive`.';

export interface DeadLetterQueueProps {
  /** What a message in the queue means, as sentences for operators. */
  readonly meaning: string;
  /**
   * What operators do first, as sentences.
   * @default redrive the messages
   */
  readonly firstStep?: string;
  /**
   * The topic that the alarm notifies.
   * @default no topic: its changes of state are forwarded to the hub as events
   */
  readonly operatorsTopic?: ITopic | undefined;
}

/** A dead-letter queue. */
export function createDeadLetterQueue(scope: Construct): Queue {
  return new Queue(scope, 'Queue', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    // The longest time that SQS allows: a message may be evidence that RegionSweep has not counted.
    retentionPeriod: Duration.days(14),
  });
}

/** A dead-letter queue, with an alarm that fires on the first message. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);
    const { meaning, firstStep = REDRIVE, operatorsTopic } = props;
    this.queue = createDeadLetterQueue(this);
    this.alarm = new OperatorsAlarm(this, 'Alarm', {
      // SQS sends no metrics for a queue that has been idle for hours. That is no reason for an alarm.
      metric: this.queue.metricApproximateNumberOfMessagesVisible(
        over(Duration.minutes(1), 'Maximum'),
      ),
      meaning: `${meaning} The queue keeps each message for 14 days. ${firstStep}`,
      anchor: 'dead-letters',
      operatorsTopic,
    });
  }
}
