import { GraphWidgetView, LegendPosition, SearchExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { CatalogRule } from '../../../src/detection/rules/rule-catalog';
import {
  METRIC_NAMESPACE,
  METRICS,
  type Metric,
  type MetricDimension,
  OTHER_REGION,
  SERVICE,
} from '../../../src/metrics/metric-catalog';
import { HOUR } from '../../project-metric';
import { counts, type DashboardRow, graph, hourly } from './graphs';

export function traffic(): DashboardRow {
  return {
    title: 'Traffic',
    note: 'Redeliveries are normal: each call still counts once. docs/cli.md#reasons explains why a record is not used.',
    widgets: [
      graph({
        title: 'Calls per hour',
        width: 6,
        left: counts({ calls: hourly(METRICS.calls) }),
      }),
      graph({
        title: 'Redeliveries per hour',
        width: 6,
        left: counts({ redeliveries: hourly(METRICS.redeliveries) }),
      }),
      graph({
        title: 'Watched calls, by category, per hour',
        width: 6,
        stacked: true,
        left: [byEachValue(METRICS.watchedCalls, 'category')],
      }),
      graph({
        title: 'Records not used, by reason, per hour',
        width: 6,
        stacked: true,
        left: [byEachValue(METRICS.recordsNotUsed, 'reason')],
      }),
    ],
  };
}

/**
 * A search, because most values never occur. It finds the metrics that had a value in the last two weeks. There are
 * fewer values than the 100 metrics that a search can return.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
export function byEachValue(
  { name }: Metric,
  dimension: MetricDimension,
  statistic: 'Sum' | 'Average' = 'Sum',
): SearchExpression {
  return new SearchExpression({
    label: `\${PROP('Dim.${dimension}')}`,
    expression: `SEARCH('{${METRIC_NAMESPACE},${dimension},service} MetricName="${name}" service="${SERVICE}"', '${statistic}', ${HOUR.toSeconds()})`,
    period: HOUR,
  });
}

/**
 * @param rules the enabled rules.
 * @param regions that calls are expected from; the calls of all other regions are counted together.
 */
export function sources(
  rules: readonly CatalogRule[],
  regions: readonly string[],
  runbookUrl: string,
): DashboardRow {
  const shared = {
    // Higher than other rows, to make room for the legend.
    height: 8,
    legendPosition: LegendPosition.RIGHT,
    left: counts(
      Object.fromEntries(
        [...regions, OTHER_REGION].map((region) => [
          region,
          rules.map(({ id: ruleId }) => hourly(METRICS.calls, { ruleId, region })),
        ]),
      ),
    ),
  };
  return {
    title: 'Sources',
    note: `Calls by region. A region without calls is [unused or disconnected](${runbookUrl}#silence). \`${OTHER_REGION}\` is every region outside the setting \`regions\`.`,
    widgets: [
      graph({ ...shared, title: 'Calls by region, per hour', width: 14, stacked: true }),
      graph({
        ...shared,
        title: 'Calls by region, whole time range',
        width: 10,
        view: GraphWidgetView.BAR,
        setPeriodToTimeRange: true,
      }),
    ],
  };
}
