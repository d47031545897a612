import type { MetricRow, Widget } from './dashboard-body';
import { optionsOf } from './dashboard-widgets';

/** Values of metrics by name; a metric that is not here has no value. */
type Values = Readonly<Record<string, number>>;

/** What metric math gives for a series of a widget. */
export function evaluated(widget: Widget | undefined, label: string, values: Values): number {
  const rows = widget?.properties.metrics ?? [];
  const series = rows.find((row) => optionsOf(row).label === label);
  if (series === undefined) {
    throw new Error(`The widget "${widget?.properties.title}" has no series "${label}".`);
  }
  return evaluatedRow(series, rows, values) ?? Number.NaN;
}

function evaluatedRow(
  row: MetricRow,
  rows: readonly MetricRow[],
  values: Values,
): number | undefined {
  const { expression } = optionsOf(row);
  if (expression === undefined) {
    return values[row[1] as string];
  }
  const byId = (id: string) => {
    const member = rows.find((candidate) => optionsOf(candidate).id === id);
    return member === undefined ? undefined : evaluatedRow(member, rows, values);
  };
  const fill = (value: number | undefined, otherwise: number) => value ?? otherwise;
  const sum = (members: readonly number[]) => members.reduce((total, member) => total + member, 0);
  const script = expression.replaceAll(/\b[a-z]\w*/g, (id) => `byId('${id}')`);
  return new Function('byId', 'FILL', 'SUM', `return ${script};`)(byId, fill, sum);
}
