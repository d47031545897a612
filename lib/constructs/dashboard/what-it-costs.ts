import { Duration } from 'aws-cdk-lib';
import {
  type IMetric,
  type IWidget,
  MathExpression,
  SingleValueWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { MONTHLY_PRICES } from '../../list-prices';
import { type CostItemsProps, costItems, dollars, usage } from './cost-items';
import { eventRuleMetric, type PlacedRule } from './event-rule-metric';
import { counts, type DashboardRow, graph, HOUR, ROW_HEIGHT, sumOf } from './graphs';

const DAY = Duration.days(1);

export interface WhatItCostsProps extends CostItemsProps {
  /** Rules on the default bus. */
  readonly homeRules: readonly PlacedRule[];
  readonly alarmCount: number;
}

export function whatItCosts(props: WhatItCostsProps): DashboardRow {
  return {
    question: 'What does it cost?',
    note: 'An estimate in US dollars, from list prices of us-east-1 without free tier. The accounts that send events from forwarders pay for them.',
    widgets: [...estimate(props), notInTheEstimate(props), ...used(props)],
  };
}

/** By the day and of its own time, because in what a dashboard shows at first there may be no whole day. */
function estimate(props: CostItemsProps): IWidget[] {
  const perDay = Object.values(costItems(props, DAY)).map((item) => dollars(item, DAY));
  return [
    new SingleValueWidget({
      title: 'Estimated US$ of use, last 24 hours',
      width: 6,
      height: ROW_HEIGHT,
      period: DAY,
      metrics: [total(perDay)],
      start: '-P1D',
      setPeriodToTimeRange: true,
      fullPrecision: true,
    }),
    graph({
      title: 'Estimated US$ of use per day',
      width: 12,
      period: DAY,
      start: '-P14D',
      stacked: true,
      left: perDay,
    }),
  ];
}

function total(items: readonly IMetric[]): IMetric {
  const byId = Object.fromEntries(items.map((item, index) => [`item${index}`, item]));
  return new MathExpression({
    label: 'US$',
    expression: sumOf(Object.keys(byId)),
    usingMetrics: byId,
    period: DAY,
  });
}

function notInTheEstimate({ alarmCount }: WhatItCostsProps): IWidget {
  const { alarm, metric, dashboard, key } = MONTHLY_PRICES;
  return new TextWidget({
    markdown: `### Not in the estimate
By the month, used or not:

- ${alarmCount} alarms at $${alarm.dollars.toFixed(2)} each
- metrics of the project at $${metric.dollars.toFixed(2)} each
- this dashboard, $${dashboard.dollars}
- the key of the topics, $${key.dollars}

Small: heartbeat, notifications, what is stored.`,
    width: 6,
    height: ROW_HEIGHT,
  });
}

/** What the estimate is made of. */
function used(props: WhatItCostsProps): IWidget[] {
  const { requests, compute, writes, reads, log, queue } = costItems(props, HOUR);
  const invocations = (rules: readonly PlacedRule[]) =>
    rules.map((rule) => eventRuleMetric(rule, 'Invocations', HOUR));
  return [
    graph({
      title: 'Lambda, per hour',
      width: 6,
      left: [usage(requests, HOUR)],
      right: [usage(compute, HOUR)],
    }),
    graph({
      title: 'DynamoDB, per hour',
      width: 6,
      left: [usage(writes, HOUR), usage(reads, HOUR)],
    }),
    graph({
      title: `EventBridge invocations${queue === undefined ? '' : ' and SQS'}, per hour`,
      width: 6,
      left: counts({
        'of calls from forwarders': invocations(props.hubRules),
        'of calls of this region': invocations(props.homeRules),
      }),
      ...(queue !== undefined && { right: [usage(queue, HOUR)] }),
    }),
    graph({ title: 'Log of the detector, bytes per hour', width: 6, left: [usage(log, HOUR)] }),
  ];
}
