import { Duration } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { OperatorsAlarm, over } from './operators-alarm';

export interface DeadLetterQueueProps {
  /** What it means that a message is in the queue, as a sentence. Operators read it in the alarm. */
  readonly meaning: string;
  /**
   * Where the alarm goes.
   * @default nowhere: its changes of state are forwarded to the hub as events
   */
  readonly operatorsTopic?: ITopic;
}

/** A queue for events that could not be handled, with an alarm as soon as there is one. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, { meaning, operatorsTopic }: DeadLetterQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // As long as SQS allows: an event in here is evidence that was not counted.
      retentionPeriod: Duration.days(14),
    });
    this.alarm = new OperatorsAlarm(this, 'Alarm', {
      // SQS stops reporting on a queue that nobody has used for hours; that is not an alarm.
      metric: this.queue.metricApproximateNumberOfMessagesVisible(
        over(Duration.minutes(1), 'Maximum'),
      ),
      meaning: `${meaning} Find out why, then hand the events to the detector again.`,
      anchor: 'dead-letters',
      threshold: 1,
      ...(operatorsTopic !== undefined && { operatorsTopic }),
    });
  }
}
