import { type IMetric, MathExpression, SingleValueWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { SEVERITIES } from '../../../src/detection/rules/rule';
import type { CatalogRule } from '../../../src/detection/rules/rule-catalog';
import { METRICS } from '../../../src/metrics/metric-catalog';
import { projectMetric } from '../../project-metric';
import { over } from '../operators-alarm';
import { counts, type DashboardRow, graph, HOUR, ROW_HEIGHT } from './graphs';

/** @param rules the enabled rules. */
export function findings(rules: readonly CatalogRule[]): DashboardRow {
  const bySeverity = Object.fromEntries(
    rules.flatMap(({ id: ruleId }) =>
      SEVERITIES.map((severity) => [
        `${ruleId}, ${severity}`,
        projectMetric(METRICS.findings, { ruleId, severity }, over(HOUR, 'Sum')),
      ]),
    ),
  );
  return {
    title: 'Findings',
    note: 'Latency is the time from the last call of a finding (event time) to its notification. Most of it is the delivery time of CloudTrail.',
    widgets: [
      graph({
        title: 'Findings by rule and severity, per hour',
        width: 10,
        stacked: true,
        left: counts(bySeverity),
      }),
      new SingleValueWidget({
        title: 'Last 7 days',
        width: 5,
        height: ROW_HEIGHT,
        metrics: [
          projectMetric(METRICS.findings, {}, over(HOUR, 'Sum')).with({ label: 'findings' }),
          projectMetric(METRICS.notifications, {}, over(HOUR, 'Sum')).with({
            label: 'alerts',
          }),
          projectMetric(METRICS.findingsCovered, {}, over(HOUR, 'Sum')).with({
            label: 'covered by the allow-list',
          }),
          projectMetric(METRICS.allowlistExpired, {}, over(HOUR, 'Maximum')).with({
            label: 'expired allow-list entries',
          }),
        ],
        start: '-P7D',
        setPeriodToTimeRange: true,
        fullPrecision: true,
      }),
      graph({
        title: 'Alert latency (s)',
        width: 9,
        left: [latency('median', 'median', 'p50'), latency('maximum', 'maximum', 'Maximum')],
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
