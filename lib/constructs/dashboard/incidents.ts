import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { SEVERITIES } from '../../../src/detection/rules/rule';
import type { CatalogRule } from '../../../src/detection/rules/rule-catalog';
import { METRICS } from '../../../src/metrics/metric-catalog';
import { HOUR, over, projectMetric } from '../../project-metric';
import { counts, type DashboardRow, graph, hourly, ROW_HEIGHT, totals } from './graphs';

/** @param rules the enabled rules. */
export function incidents(rules: readonly CatalogRule[]): DashboardRow {
  const bySeverity = Object.fromEntries(
    rules.flatMap(({ id: ruleId }) =>
      SEVERITIES.map((severity) => [
        `${ruleId}, ${severity}`,
        hourly(METRICS.incidents, { ruleId, severity }),
      ]),
    ),
  );
  const expired = projectMetric(METRICS.allowlistExpired, {}, over(HOUR, 'Maximum'));
  return {
    title: 'Incidents',
    note: 'Latency is the time from the last call of a sweep (event time) to the alert. Most of it is the delivery time of CloudTrail.',
    widgets: [
      graph({
        title: 'Incidents by rule and severity, per hour',
        width: 10,
        stacked: true,
        left: counts(bySeverity),
      }),
      totals({
        title: 'Last 7 days',
        width: 5,
        height: ROW_HEIGHT,
        metrics: [
          hourly(METRICS.incidents).with({ label: 'incidents' }),
          hourly(METRICS.notifications).with({ label: 'alerts' }),
          hourly(METRICS.incidentsCovered).with({ label: 'covered by the allow-list' }),
          expired.with({ label: 'expired allow-list entries' }),
        ],
        start: '-P7D',
      }),
      graph({
        title: 'Alert latency (s)',
        width: 9,
        left: [latency('median', 'p50'), latency('maximum', 'Maximum')],
      }),
    ],
  };
}

function latency(label: string, statistic: string): IMetric {
  const metric = projectMetric(METRICS.notificationLatency, {}, { period: HOUR, statistic });
  return new MathExpression({
    label,
    expression: `${label} / 1000`,
    usingMetrics: { [label]: metric },
    period: HOUR,
  });
}
