import { SearchExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { METRIC_NAMESPACE, METRICS, SERVICE } from '../../../src/metrics/metric-catalog';
import { projectMetric } from '../../project-metric';
import { over } from '../operators-alarm';
import { counts, type DashboardRow, graph, HOUR } from './graphs';

export function whatCameIn(): DashboardRow {
  return {
    question: 'What came in?',
    note: 'Redeliveries are normal and change no count. The reasons for which records are not used are in docs/cli.md#reasons.',
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
        title: 'Records not used, per hour and reason',
        width: 8,
        stacked: true,
        left: [recordsNotUsed()],
      }),
    ],
  };
}

/**
 * By a search, because most reasons never occur. It finds metrics that had a value in the last two weeks, and there
 * are fewer reasons than the 100 metrics that a search may find.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
function recordsNotUsed(): SearchExpression {
  const { name } = METRICS.recordsNotUsed;
  return new SearchExpression({
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudWatch fills it in, for each metric it finds.
    label: "${PROP('Dim.reason')}",
    expression: `SEARCH('{${METRIC_NAMESPACE},reason,service} MetricName="${name}" service="${SERVICE}"', 'Sum', ${HOUR.toSeconds()})`,
    period: HOUR,
  });
}
