import { Duration } from 'aws-cdk-lib';
import { type CfnRule, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { CatalogRule } from '../../src/detection/rules/catalog';
import { eventPatternOf } from '../../src/detection/rules/event-pattern';
import { DeadLetterQueue } from './dead-letter-queue';

/**
 * The state in which a rule sees read-only management events. A rule that is merely `ENABLED` never sees
 * a Describe or Get call.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
const SEES_READ_ONLY_EVENTS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

export interface SweepRuleProps {
  readonly rule: CatalogRule;
  /** What handles the calls. */
  readonly detector: IFunction;
  /** Where the alarm goes when calls cannot be delivered. */
  readonly operatorsTopic: ITopic;
}

/** Delivers the calls of one catalogue rule from the default bus to the detector. */
export class SweepRule extends Construct {
  /** Calls that EventBridge could not deliver. */
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, { rule, detector, operatorsTopic }: SweepRuleProps) {
    super(scope, id);
    this.deadLetterQueue = new DeadLetterQueue(this, 'DeadLetters', {
      meaning: `EventBridge could not deliver calls of the rule ${rule.id} to the detector: they were not counted.`,
      operatorsTopic,
    }).queue;
    const { source, 'detail-type': detailType, detail } = eventPatternOf(rule.match);
    const eventRule = new Rule(this, 'Rule', {
      description: `RegionSweep: ${rule.name}`,
      eventPattern: { source: [...source], detailType: [...detailType], detail },
    });
    (eventRule.node.defaultChild as CfnRule).state = SEES_READ_ONLY_EVENTS;
    eventRule.addTarget(
      new LambdaFunction(detector, {
        deadLetterQueue: this.deadLetterQueue,
        // As long as EventBridge tries at all: a call that comes late still counts.
        maxEventAge: Duration.hours(24),
        retryAttempts: 185,
      }),
    );
  }
}
