import { type Duration, Fn } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IEventBus, IRule } from 'aws-cdk-lib/aws-events';

/** An EventBridge rule and where it is. */
export interface PlacedRule {
  readonly rule: IRule;
  /**
   * The bus it is on.
   * @default the default bus
   */
  readonly bus?: IEventBus;
}

/**
 * The sum of a metric of EventBridge for one rule. With the dimension `RuleName` alone it is of a rule on
 * the default bus, with `EventBusName` as well of a rule on a bus of its own.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
export function eventRuleMetric(
  { rule, bus }: PlacedRule,
  metricName: EventRuleMetricName,
  period: Duration,
): Metric {
  // From the ARN, which is `…:rule/<rule>` or `…:rule/<bus>/<rule>`: `Ref` of a rule that is not on
  // the default bus is `<bus>|<rule>`.
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
  /** Targets invoked, retries apart. */
  | 'Invocations'
  /** Given up for good. */
  | 'FailedInvocations'
  | 'InvocationsSentToDlq'
  | 'InvocationsFailedToBeSentToDlq';
