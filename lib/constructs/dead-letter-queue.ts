import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface DeadLetterQueueProps {
  /** What it means that a message is in the queue, as a sentence. Operators read it in the alarm. */
  readonly meaning: string;
  /** Where the alarm goes. */
  readonly operatorsTopic: ITopic;
}

/** A queue for events that could not be handled, with an alarm as soon as there is one. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { meaning, operatorsTopic }: DeadLetterQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // As long as SQS allows: an event in here is evidence that was not counted.
      retentionPeriod: Duration.days(14),
    });
    const alarm = this.queue
      .metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      })
      .createAlarm(this, 'Alarm', {
        alarmDescription: `${meaning} Find out why, then hand the events to the detector again and delete them: docs/operations.md.`,
        threshold: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 1,
        // SQS stops reporting on a queue that nobody has used for hours.
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
    alarm.addAlarmAction(new SnsAction(operatorsTopic));
  }
}
