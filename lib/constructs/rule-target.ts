import type { Stack } from 'aws-cdk-lib';
import type {
  CfnRule,
  IRule,
  IRuleTarget,
  RuleTargetConfig,
  RuleTargetInput,
} from 'aws-cdk-lib/aws-events';
import { type IRole, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { IDependable } from 'constructs';

export interface RuleTargetProps {
  readonly arn: string;
  /** What allows EventBridge to deliver to the target. It is deployed before the rules and deleted after them. */
  readonly permissions: readonly IDependable[];
  /** @default the target itself admits EventBridge */
  readonly role?: IRole;
  /** The queue for events that EventBridge could not deliver. `allowRulesToSend` must admit the rules. */
  readonly deadLetterQueue?: Queue;
  /** @default that of EventBridge */
  readonly retryPolicy?: CfnRule.RetryPolicyProperty;
  /** @default the event itself */
  readonly input?: RuleTargetInput;
}

/**
 * A target that grants nothing. The targets of CDK grant each rule its own permission, by the ARN of the rule. That
 * permission can only follow the rule, and until it does, EventBridge sends events to the dead-letter queue without a
 * retry.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export class RuleTarget implements IRuleTarget {
  readonly #props: RuleTargetProps;

  constructor(props: RuleTargetProps) {
    this.#props = props;
  }

  bind(rule: IRule): RuleTargetConfig {
    const { arn, permissions, role, deadLetterQueue, retryPolicy, input } = this.#props;
    rule.node.addDependency(...permissions);
    if (deadLetterQueue !== undefined) {
      rule.node.addDependency(deadLetterQueue);
    }
    return {
      arn,
      ...(role && { role }),
      ...(deadLetterQueue && { deadLetterConfig: { arn: deadLetterQueue.queueArn } }),
      ...(retryPolicy && { retryPolicy }),
      ...(input && { input }),
    };
  }
}

/** Allows rules to invoke a function. */
export function allowRulesToInvoke(lambda: IFunction, ruleArns: Readonly<Record<string, string>>) {
  for (const [id, sourceArn] of Object.entries(ruleArns)) {
    lambda.addPermission(id, {
      principal: new ServicePrincipal('events.amazonaws.com'),
      sourceArn,
    });
  }
}

/** Allows rules to send messages to a queue. */
export function allowRulesToSend(queue: Queue, ruleArns: Readonly<Record<string, string>>): void {
  queue.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnLike: { 'aws:SourceArn': Object.values(ruleArns) } },
    }),
  );
}

/** ARN of the rules of the account and region of a stack that have a name of this form. */
export function ruleArn(stack: Stack, name: string): string {
  return stack.formatArn({ service: 'events', resource: 'rule', resourceName: name });
}
