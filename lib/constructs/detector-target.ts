import { Duration, Stack } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRuleTarget } from 'aws-cdk-lib/aws-events';
import type { IFunction, Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { FIVE_MINUTES, over } from '../project-metric';
import { hubRuleArns } from './hub-bus';
import { allowRulesToInvoke, allowRulesToSend, RuleTarget } from './rule-target';

/** EventBridge retries as long as it can, because a late call still counts. */
const PERSISTENT = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 };

export interface DetectorTargetProps {
  readonly detector: Lambda;
  /** The queue for calls that EventBridge could not deliver. */
  readonly undelivered: Queue;
  /** The queue for calls that the detector gave up on. */
  readonly unhandled: Queue;
  /** Whether forwarders send calls, which rules on the hub bus hand on. */
  readonly hasForwarders: boolean;
}

/**
 * The detector as the target of the rules: EventBridge invokes it with each call. The rules of both buses may use it,
 * and `undelivered`, before they exist.
 */
export function detectorTarget({
  detector,
  undelivered,
  unhandled,
  hasForwarders,
}: DetectorTargetProps): IRuleTarget {
  const rules = hubRuleArns(Stack.of(detector), { hasForwarders });
  allowRulesToSend(undelivered, rules);
  allowRulesToInvoke(detector, rules);
  detector.configureAsyncInvoke({
    retryAttempts: 2,
    maxEventAge: Duration.hours(6),
    onFailure: new SqsDestination(unhandled),
  });
  return new RuleTarget({
    arn: detector.functionArn,
    // With what is below it: the permissions and the settings for retries.
    permissions: [detector],
    deadLetterQueue: undelivered,
    retryPolicy: PERSISTENT,
  });
}

/** Age of the oldest call that is waiting for the detector, in milliseconds. */
export function oldestCall(detector: IFunction): IMetric {
  return detector.metric('AsyncEventAge', over(FIVE_MINUTES, 'Maximum'));
}
