import {
  GraphWidget,
  type GraphWidgetProps,
  type IMetric,
  type IWidget,
  MathExpression,
  type Metric,
  SingleValueWidget,
  type SingleValueWidgetProps,
} from 'aws-cdk-lib/aws-cloudwatch';
import { HOUR, over, projectMetric } from '../../project-metric';

/** Default height of a row, in grid units. */
export const ROW_HEIGHT = 6;

/** A row of widgets under a heading. */
export interface DashboardRow {
  readonly title: string;
  /** How to read the widgets, as Markdown. */
  readonly note: string;
  /** From left to right; together they are 24 grid units wide, which is the width of the grid. */
  readonly widgets: readonly IWidget[];
}

/** The hourly sum of a metric that the functions write. */
export function hourly(
  metric: Parameters<typeof projectMetric>[0],
  dimensions: Parameters<typeof projectMetric>[1] = {},
): Metric {
  return projectMetric(metric, dimensions, over(HOUR, 'Sum'));
}

/**
 * A graph whose axis starts at zero.
 *
 * @param options.period between two points, one hour by default. The graph needs it too, because CloudWatch
 * evaluates expressions at the period of the graph.
 */
export function graph(options: GraphWidgetProps): GraphWidget {
  return new GraphWidget({
    height: ROW_HEIGHT,
    period: HOUR,
    leftYAxis: { min: 0, showUnits: false },
    rightYAxis: { min: 0, showUnits: false },
    ...options,
  });
}

/** Numbers for a fixed time range, whatever range the dashboard shows. */
export function totals(options: SingleValueWidgetProps): SingleValueWidget {
  return new SingleValueWidget({ ...options, setPeriodToTimeRange: true, fullPrecision: true });
}

/**
 * Counts with zeros filled in, by their label in the legend. Most metrics have no value while nothing happens, and a
 * single value in a quiet week would be a dot without a line. Metrics under one label are added up.
 */
export function counts(
  series: Readonly<Record<string, IMetric | readonly IMetric[]>>,
  period = HOUR,
): IMetric[] {
  return Object.entries(series).map(([label, members], index) => {
    const metrics = [members].flat().map((metric, member) => {
      return [`m${index}_${member}`, metric] as const;
    });
    return new MathExpression({
      label,
      expression: sumOf(metrics.map(([id]) => `FILL(${id}, 0)`)),
      usingMetrics: Object.fromEntries(metrics),
      period,
    });
  });
}

/** The sum of expressions. `SUM` skips an expression without a value; with `+` the whole sum would have no value. */
function sumOf(expressions: readonly string[]): string {
  return expressions.length === 1 ? expressions.join() : `SUM([${expressions.join(', ')}])`;
}
