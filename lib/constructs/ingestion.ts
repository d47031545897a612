import { Duration, Stack } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRuleTarget } from 'aws-cdk-lib/aws-events';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Ingestion } from '../../src/config/config';
import { FIVE_MINUTES, over } from '../project-metric';
import { hubRuleArns } from './hub-bus';
import { allowRulesToInvoke, allowRulesToSend, RuleTarget } from './rule-target';

/** EventBridge retries as long as it can, because a late call still counts. */
const PERSISTENT = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 };

/** Longer than the 60 s that the lease of a claim and the memory of settled buckets rely on. */
const VISIBILITY_SECONDS = 120;

/** The path of a call from a rule to the detector. */
export interface IngestionPath {
  /** The target of the rules. */
  readonly target: IRuleTarget;
  /** Age of the oldest call that is waiting for the detector. */
  readonly oldest: { readonly metric: IMetric; readonly perSecond: number };
  /** The queue in front of the detector, if `ingestion` is `queue`. */
  readonly queue?: Queue;
}

export interface IngestionProps {
  readonly detector: Lambda;
  /** The queue for calls that EventBridge could not deliver. */
  readonly undelivered: Queue;
  /** The queue for calls that the detector gave up on. */
  readonly unhandled: Queue;
}

/**
 * Creates the path that the setting `ingestion` asks for. The rules of both buses may use it, and `undelivered`, before
 * they exist.
 */
export function ingestionPath(
  scope: Construct,
  ingestion: Ingestion,
  props: IngestionProps,
): IngestionPath {
  const rules = hubRuleArns(Stack.of(scope));
  allowRulesToSend(props.undelivered, rules);
  // With a queue too, for the rule that asks for synthetic findings.
  allowRulesToInvoke(props.detector, rules);
  return ingestion === 'queue' ? viaQueue(scope, props) : directly(props);
}

function directly({ detector, undelivered, unhandled }: IngestionProps): IngestionPath {
  detector.configureAsyncInvoke({
    retryAttempts: 2,
    maxEventAge: Duration.hours(6),
    onFailure: new SqsDestination(unhandled),
  });
  return {
    target: new RuleTarget({
      arn: detector.functionArn,
      // With what is below it: the permissions and the settings for retries.
      permissions: [detector],
      deadLetterQueue: undelivered,
      retryPolicy: PERSISTENT,
    }),
    oldest: {
      metric: detector.metric('AsyncEventAge', over(FIVE_MINUTES, 'Maximum')),
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
  allowRulesToSend(queue, hubRuleArns(Stack.of(scope)));
  detector.addEventSource(
    new SqsEventSource(queue, {
      // The calls of a sweep arrive within seconds, and one batch of them is one write. Five seconds of delay are
      // little compared with the minutes that CloudTrail takes.
      maxBatchingWindow: Duration.seconds(5),
      batchSize: 200,
      reportBatchItemFailures: true,
      // Protects the concurrency of the account in a flood. Reserved concurrency would use up receives instead.
      maxConcurrency: 10,
    }),
  );
  return {
    target: new RuleTarget({
      arn: queue.queueArn,
      permissions: [queue],
      deadLetterQueue: undelivered,
      retryPolicy: PERSISTENT,
    }),
    oldest: {
      metric: queue.metricApproximateAgeOfOldestMessage(over(FIVE_MINUTES, 'Maximum')),
      perSecond: 1,
    },
    queue,
  };
}
