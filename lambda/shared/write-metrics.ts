import {
  METRIC_NAMESPACE,
  type Metric,
  type MetricDimension,
  SERVICE,
} from '../../src/metrics/metric-catalog';

type Dimensions = Partial<Readonly<Record<MetricDimension, string>>>;

/** One value of a metric of the catalog. */
export interface MetricPoint {
  readonly metric: Metric;
  readonly value: number;
  /** A value for each dimension of the metric except `service`. */
  readonly dimensions?: Dimensions;
}

/** Metrics with the same dimensions. */
interface Line {
  readonly dimensionSets: Metric['dimensionSets'];
  readonly dimensions: Dimensions;
  readonly values: Map<Metric, readonly number[]>;
}

/** CloudWatch takes no more values of a metric from a line. */
const MAX_VALUES = 100;

/**
 * Writes values to the log in the embedded metric format, from which CloudWatch extracts metrics. A line carries all
 * dimension sets of its metrics, so a total needs no extra line, and metrics with equal dimensions share a line.
 * Counts are added up; other values stay separate. Without values there is no line.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function writeMetrics(points: readonly MetricPoint[]): void {
  // Local runs turn metrics off, because they would mix with the output.
  if (process.env['METRICS_DISABLED'] === 'true') {
    return;
  }
  for (const line of linesOf(points)) {
    // Lambda would wrap a text on the console in JSON of its own, and CloudWatch would not find the metrics.
    process.stdout.write(`${JSON.stringify(documentOf(line))}\n`);
  }
}

function linesOf(points: readonly MetricPoint[]): readonly Line[] {
  const lines: Line[] = [];
  const current = new Map<string, Line>();
  for (const { metric, value, dimensions = {} } of points) {
    const { dimensionSets, unit } = metric;
    const key = JSON.stringify([dimensionSets, dimensions]);
    let line = current.get(key);
    if (line === undefined || line.values.get(metric)?.length === MAX_VALUES) {
      line = { dimensionSets, dimensions, values: new Map() };
      lines.push(line);
      current.set(key, line);
    }
    const earlier = line.values.get(metric) ?? [];
    line.values.set(metric, unit === 'Count' ? [(earlier[0] ?? 0) + value] : [...earlier, value]);
  }
  return lines;
}

function documentOf({ dimensionSets, dimensions, values }: Line): object {
  const metrics = [...values];
  return {
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [
        {
          Namespace: METRIC_NAMESPACE,
          Dimensions: dimensionSets,
          Metrics: metrics.map(([{ name, unit }]) => ({ Name: name, Unit: unit })),
        },
      ],
    },
    service: SERVICE,
    ...dimensions,
    ...Object.fromEntries(
      metrics.map(([{ name }, [first, ...more]]) => [
        name,
        more.length > 0 ? [first, ...more] : first,
      ]),
    ),
  };
}
