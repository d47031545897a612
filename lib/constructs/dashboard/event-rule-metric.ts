import { type Duration, Fn } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IEventBus, IRule } from 'aws-cdk-lib/aws-events';

/** An EventBridge rule and its bus. */
export interface PlacedRule {
  readonly rule: IRule;
  /** @default the default bus */
  readonly bus?: IEventBus;
}

/**
 * The sum of an EventBridge metric for one rule. Rules on the default bus have the dimension `RuleName`; rules on
 * another bus also have `EventBusName`.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
export function eventRuleMetric(
  { rule, bus }: PlacedRule,
  metricName: EventRuleMetricName,
  period: Duration,
): Metric {
  // Taken from the ARN, `…:rule/<rule>` or `…:rule/<bus>/<rule>`, because `Ref` is `<bus>|<rule>` for a rule
  // outside the default bus.
  const ruleName = Fn.select(bus === undefined ? 1 : 2, Fn.split('/', rule.ruleArn));
  return new Metric({
    namespace: 'AWS/Events',
    metricName,
    dimensionsMap: {
      RuleName: ruleName,
      ...(bus !== undefined && { EventBusName: bus.eventBusName }),
    },
    period,
    statistic: 'Sum',
  });
}

export type EventRuleMetricName =
  /** EventBridge stopped trying. */
  'FailedInvocations' | 'InvocationsSentToDlq' | 'InvocationsFailedToBeSentToDlq';
