import { Duration } from 'aws-cdk-lib';
import {
  GraphWidget,
  type GraphWidgetProps,
  type IMetric,
  type IWidget,
  MathExpression,
} from 'aws-cdk-lib/aws-cloudwatch';

export const HOUR = Duration.hours(1);

/** Height of a row in units of the grid, where nothing asks for another. */
export const ROW_HEIGHT = 6;

/** A question, and what answers it. */
export interface DashboardRow {
  readonly question: string;
  /** How to read the answer, as Markdown. */
  readonly note: string;
  /** From left to right; together as wide as the grid, which is 24 units. */
  readonly widgets: readonly IWidget[];
}

/** Series by the label that they have in the legend. */
export type Series = Readonly<Record<string, IMetric | readonly IMetric[]>>;

/**
 * A graph with an axis that begins at zero.
 *
 * @param options.period from one point to the next, one hour if not given. Set on the graph as well: CloudWatch
 * draws expressions by the period of the graph.
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

/**
 * Counts that are zero where nothing was counted. Most metrics are not written then, and one value in a quiet week
 * would be a dot without a line. Several metrics under one label are added up.
 */
export function counts(series: Series, period = HOUR): IMetric[] {
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

/** The sum of expressions. `SUM` counts an expression without a value as nothing, `+` would have none then. */
export function sumOf(expressions: readonly string[]): string {
  return expressions.length === 1 ? expressions.join() : `SUM([${expressions.join(', ')}])`;
}
