import { Metrics } from '@aws-lambda-powertools/metrics';
import {
  METRIC_NAMESPACE,
  type Metric,
  type MetricDimension,
  SERVICE,
} from '../../src/metrics/metric-catalog';

/** One value of a metric of the catalog. */
export interface MetricPoint {
  readonly metric: Metric;
  readonly value: number;
  /** A value for each dimension of the metric except `service`. */
  readonly dimensions?: Partial<Readonly<Record<MetricDimension, string>>>;
}

/** A writer for metrics of the catalog. It ignores namespace and service in the environment. */
export function createPowertoolsMetrics(): Metrics {
  return new Metrics({ namespace: METRIC_NAMESPACE, serviceName: SERVICE });
}

/** Dimensions without `service`, which Powertools adds to each set. */
type DimensionSet = Readonly<Record<string, string>>;

/** Metrics with the same dimensions. */
interface Line {
  readonly dimensionSets: readonly DimensionSet[];
  readonly values: Map<Metric, number[]>;
}

/**
 * Writes values to the log in the embedded metric format, from which CloudWatch extracts metrics. A line carries all
 * dimension sets of its metrics, so a total needs no extra line, and metrics with equal dimensions share a line.
 * Counts are added up; other values stay separate. Without values there is no line.
 *
 * @param powertools has the namespace and the default dimension `service`.
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
    // Powertools itself writes a metric after a hundred values.
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
