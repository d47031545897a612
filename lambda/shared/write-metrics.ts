import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { Metric, MetricDimension } from '../../src/metrics/metric-catalog';

/** One value of a metric of the catalogue. */
export interface MetricPoint {
  readonly metric: Metric;
  readonly value: number;
  /** A value for every dimension that the metric has besides `service`. */
  readonly dimensions?: Partial<Readonly<Record<MetricDimension, string>>>;
}

/** Dimensions without `service`, which Powertools adds to each set. */
type DimensionSet = Readonly<Record<string, string>>;

/** Metrics that have all of their dimensions in common. */
interface Line {
  readonly dimensionSets: readonly DimensionSet[];
  readonly values: Map<Metric, number[]>;
}

/**
 * Writes values to the log in the embedded metric format, from which CloudWatch makes metrics. A line carries all
 * dimension sets of its metrics, so that a total costs no line of its own, and metrics with equal dimensions share one.
 * Counts are added up, other values kept apart; nothing is written of nothing.
 *
 * @param powertools with the namespace and the default dimension `service`.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function writeMetrics(powertools: Metrics, points: readonly MetricPoint[]): void {
  for (const { dimensionSets, values } of linesOf(points)) {
    for (const dimensionSet of dimensionSets) {
      powertools.addDimensions({ ...dimensionSet });
    }
    for (const [{ name, unit }, members] of values) {
      for (const value of members) {
        powertools.addMetric(name, unit, value);
      }
    }
    // After a hundred values of a metric, Powertools has written them by itself.
    if (powertools.hasStoredMetrics()) {
      powertools.publishStoredMetrics();
    }
  }
}

function linesOf(points: readonly MetricPoint[]): Iterable<Line> {
  const lines = new Map<string, Line>();
  for (const point of points) {
    const { metric, value } = point;
    const dimensionSets = metric.dimensionSets.map((names) => dimensionSet(names, point));
    const key = JSON.stringify(dimensionSets);
    const line: Line = lines.get(key) ?? { dimensionSets, values: new Map() };
    lines.set(key, line);
    const earlier = line.values.get(metric) ?? [];
    line.values.set(
      metric,
      metric.unit === 'Count' ? [(earlier[0] ?? 0) + value] : [...earlier, value],
    );
  }
  return lines.values();
}

function dimensionSet(
  names: readonly MetricDimension[],
  { dimensions = {} }: MetricPoint,
): DimensionSet {
  const entries = names
    .filter((name) => name !== 'service')
    .map((name) => [name, dimensions[name] ?? ''] as const);
  return Object.fromEntries(entries);
}
