import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  METRIC_NAMESPACE,
  type Metric as MetricDefinition,
  type MetricDimension,
  SERVICE,
} from '../src/metrics/metric-catalog';

export const HOUR = Duration.hours(1);
export const FIVE_MINUTES = Duration.minutes(5);

/** Options of a metric: its statistic over one period. */
export function over(period: Duration, statistic: 'Sum' | 'Maximum') {
  return { period, statistic };
}

/** The highest value of each hour. */
export function hourlyMaximum(metric: MetricDefinition): Metric {
  return projectMetric(metric, {}, over(HOUR, 'Maximum'));
}

/**
 * A metric that the functions of this project write.
 *
 * @param dimensions the dimensions in addition to `service`.
 * @throws Error if the functions never write the metric with these dimensions: it would have no values.
 */
export function projectMetric(
  { name, dimensionSets }: MetricDefinition,
  dimensions: Partial<Readonly<Record<Exclude<MetricDimension, 'service'>, string>>>,
  { period, statistic }: { readonly period: Duration; readonly statistic: string },
): Metric {
  const dimensionsMap = { service: SERVICE, ...dimensions };
  const asked = Object.keys(dimensionsMap).sort().join();
  const written = dimensionSets.map((set) => [...set].sort().join());
  if (!written.includes(asked)) {
    throw new Error(
      `The metric ${name} has the dimensions ${written.join(' or ')}, not "${asked}".`,
    );
  }
  return new Metric({
    namespace: METRIC_NAMESPACE,
    metricName: name,
    dimensionsMap,
    period,
    statistic,
  });
}
