import { Duration } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRuleTarget } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Ingestion } from '../../src/config/config';
import { over } from './operators-alarm';

/** How EventBridge tries a target: as long as it can. A call that comes late still counts. */
const PERSISTENT = { maxEventAge: Duration.hours(24), retryAttempts: 185 };

/** Above the 60 s that the claim on a notification and the memory of settled buckets rest on. */
const VISIBILITY_SECONDS = 120;

/** How calls get from a rule to the detector. */
export interface IngestionPath {
  /** What the rules deliver to. */
  readonly target: IRuleTarget;
  /** Age of the oldest call that waits for the detector. */
  readonly oldest: { readonly metric: IMetric; readonly perSecond: number };
  /** Where calls wait for the detector, if they wait in a queue of ours. */
  readonly queue?: Queue;
}

export interface IngestionProps {
  readonly detector: Lambda;
  /** Takes calls that EventBridge cannot deliver. */
  readonly undelivered: IQueue;
  /** Takes calls that the detector gave up on. */
  readonly unhandled: IQueue;
}

/** Leads calls to the detector in the way that context `ingestion` asks for. */
export function ingestionPath(
  scope: Construct,
  ingestion: Ingestion,
  props: IngestionProps,
): IngestionPath {
  return ingestion === 'queue' ? viaQueue(scope, props) : directly(props);
}

function directly({ detector, undelivered, unhandled }: IngestionProps): IngestionPath {
  detector.configureAsyncInvoke({
    retryAttempts: 2,
    maxEventAge: Duration.hours(6),
    onFailure: new SqsDestination(unhandled),
  });
  return {
    target: new LambdaFunction(detector, { deadLetterQueue: undelivered, ...PERSISTENT }),
    oldest: {
      metric: detector.metric('AsyncEventAge', over(Duration.minutes(5), 'Maximum')),
      perSecond: 1000,
    },
  };
}

function viaQueue(
  scope: Construct,
  { detector, undelivered, unhandled }: IngestionProps,
): IngestionPath {
  const queue = new Queue(scope, 'Calls', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    visibilityTimeout: Duration.seconds(VISIBILITY_SECONDS),
    retentionPeriod: Duration.days(4),
    deadLetterQueue: { queue: unhandled, maxReceiveCount: 5 },
  });
  detector.addEventSource(
    new SqsEventSource(queue, {
      // The calls of a sweep come within seconds; together they are one write. Whoever is quick is told
      // five seconds later for it, which is little beside the minutes that CloudTrail takes.
      maxBatchingWindow: Duration.seconds(5),
      batchSize: 200,
      reportBatchItemFailures: true,
      // Keeps a flood from taking the concurrency of the account. Not by reserved concurrency, which would use up receives.
      maxConcurrency: 10,
    }),
  );
  return {
    target: new SqsQueue(queue, { deadLetterQueue: undelivered, ...PERSISTENT }),
    oldest: {
      metric: queue.metricApproximateAgeOfOldestMessage(over(Duration.minutes(5), 'Maximum')),
      perSecond: 1,
    },
    queue,
  };
}
