import { type IMetric, MathExpression, SingleValueWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { SEVERITIES } from '../../../src/detection/rules/rule';
import type { CatalogRule } from '../../../src/detection/rules/rule-catalog';
import { METRICS } from '../../../src/metrics/metric-catalog';
import { projectMetric } from '../../project-metric';
import { over } from '../operators-alarm';
import { counts, type DashboardRow, graph, HOUR, ROW_HEIGHT } from './graphs';

/** @param rules those that are switched on. */
export function whatWasFound(rules: readonly CatalogRule[]): DashboardRow {
  const findings = Object.fromEntries(
    rules.flatMap(({ id: ruleId }) =>
      SEVERITIES.map((severity) => [
        `${ruleId}, ${severity}`,
        projectMetric(METRICS.findings, { ruleId, severity }, over(HOUR, 'Sum')),
      ]),
    ),
  );
  return {
    question: 'What was found?',
    note: 'Latency is from the last call of a finding, in event time, to its notification; most of it is the time that CloudTrail takes.',
    widgets: [
      graph({
        title: 'Findings per hour, by rule and severity',
        width: 10,
        stacked: true,
        left: counts(findings),
      }),
      new SingleValueWidget({
        title: 'Last 7 days',
        width: 5,
        height: ROW_HEIGHT,
        metrics: [
          projectMetric(METRICS.findings, {}, over(HOUR, 'Sum')).with({ label: 'findings' }),
          projectMetric(METRICS.notifications, {}, over(HOUR, 'Sum')).with({
            label: 'notifications to people',
          }),
          projectMetric(METRICS.findingsCovered, {}, over(HOUR, 'Sum')).with({
            label: 'covered by the allow-list',
          }),
          projectMetric(METRICS.allowlistExpired, {}, over(HOUR, 'Maximum')).with({
            label: 'expired entries of it',
          }),
        ],
        start: '-P7D',
        setPeriodToTimeRange: true,
        fullPrecision: true,
      }),
      graph({
        title: 'Notification latency (s)',
        width: 9,
        left: [
          latency('half of the findings within', 'half', 'p50'),
          latency('longest', 'longest', 'Maximum'),
        ],
      }),
    ],
  };
}

function latency(label: string, id: string, statistic: 'p50' | 'Maximum'): IMetric {
  return new MathExpression({
    label,
    expression: `${id} / 1000`,
    usingMetrics: {
      [id]: projectMetric(METRICS.notificationLatency, {}, { period: HOUR, statistic }),
    },
    period: HOUR,
  });
}
