import { type CfnRule, type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { EventPattern } from '../../src/detection/rules/event-pattern';
import { SEES_READ_ONLY_EVENTS } from '../../src/detection/rules/event-types';

/** A pattern that may also name the resources of an event. */
export type RulePattern = EventPattern & { readonly resources?: readonly string[] };

export interface EventRuleProps {
  readonly description: string;
  readonly pattern: RulePattern;
  /** @default the default bus, where AWS puts the calls of the account and region */
  readonly bus?: IEventBus | undefined;
  /**
   * Whether the rule receives read-only management events. Rules for other events do not need them.
   * @default true
   */
  readonly seesReadOnlyEvents?: boolean;
}

/** An EventBridge rule. */
export class EventRule extends Rule {
  constructor(scope: Construct, id: string, props: EventRuleProps) {
    const { description, pattern, bus, seesReadOnlyEvents = true } = props;
    const { source, 'detail-type': detailType, detail, resources } = pattern;
    super(scope, id, {
      description,
      eventPattern: {
        source: [...source],
        detailType: [...detailType],
        detail,
        ...(resources !== undefined && { resources: [...resources] }),
      },
      ...(bus !== undefined && { eventBus: bus }),
    });
    if (seesReadOnlyEvents) {
      (this.node.defaultChild as CfnRule).state = SEES_READ_ONLY_EVENTS;
    }
  }
}
