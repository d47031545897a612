import { SearchExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { METRIC_NAMESPACE, METRICS, SERVICE } from '../../../src/metrics/metric-catalog';
import { projectMetric } from '../../project-metric';
import { over } from '../operators-alarm';
import { counts, type DashboardRow, graph, HOUR } from './graphs';

export function traffic(): DashboardRow {
  return {
    title: 'Traffic',
    note: 'Redeliveries are normal: each call still counts once. docs/cli.md#reasons explains why a record is not used.',
    widgets: [
      graph({
        title: 'Calls per hour',
        width: 8,
        left: counts({ calls: projectMetric(METRICS.calls, {}, over(HOUR, 'Sum')) }),
      }),
      graph({
        title: 'Redeliveries per hour',
        width: 8,
        left: counts({
          redeliveries: projectMetric(METRICS.redeliveries, {}, over(HOUR, 'Sum')),
        }),
      }),
      graph({
        title: 'Records not used, by reason, per hour',
        width: 8,
        stacked: true,
        left: [recordsNotUsed()],
      }),
    ],
  };
}

/**
 * A search, because most reasons never occur. It finds the metrics that had a value in the last two weeks. There are
 * fewer reasons than the 100 metrics that a search can return.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
function recordsNotUsed(): SearchExpression {
  const { name } = METRICS.recordsNotUsed;
  return new SearchExpression({
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudWatch fills it in for each metric.
    label: "${PROP('Dim.reason')}",
    expression: `SEARCH('{${METRIC_NAMESPACE},reason,service} MetricName="${name}" service="${SERVICE}"', 'Sum', ${HOUR.toSeconds()})`,
    period: HOUR,
  });
}
