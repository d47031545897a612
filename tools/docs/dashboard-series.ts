import type { MetricOptions, MetricRow } from './dashboard-body';

/** What a widget shows as one line, area, bar or number. */
export interface ShownSeries {
  readonly label: string;
  /** Names of the metrics it is made of, each once. */
  readonly metricNames: readonly string[];
}

/** A row of `metrics` taken apart. */
interface ParsedRow {
  /** Namespace and name; none for an expression. */
  readonly metric: readonly string[];
  readonly options: MetricOptions;
}

/** The series that a widget shows, in order. Metrics that only feed an expression are named by its series. */
export function shownSeries(rows: readonly MetricRow[]): ShownSeries[] {
  const parsed = rows.map(parseRow);
  const byId = new Map(parsed.map((row) => [row.options.id, row]));
  return parsed
    .filter(({ options }) => options.visible !== false)
    .map((row) => {
      const metricNames = [...new Set(metricNamesOf(row, byId))];
      return { label: labelOf(row.options.label ?? metricNames.join()), metricNames };
    });
}

function parseRow(row: MetricRow): ParsedRow {
  const options = row.find((member) => typeof member !== 'string');
  return { metric: row.filter((member) => typeof member === 'string'), options: options ?? {} };
}

function metricNamesOf(
  { metric: [, name], options }: ParsedRow,
  byId: ReadonlyMap<string | undefined, ParsedRow>,
): string[] {
  if (name !== undefined) {
    return [name];
  }
  const expression = options.expression ?? '';
  const found = /^SEARCH\(.*MetricName="(\w+)"/.exec(expression)?.[1];
  if (found !== undefined) {
    return [found];
  }
  return [...expression.matchAll(/\b[a-z]\w*/g)].flatMap(([id]) => {
    const row = byId.get(id);
    return row === undefined ? [] : metricNamesOf(row, byId);
  });
}

/** `${PROP('Dim.reason')}`, which CloudWatch fills in for each metric that a search finds, as `each reason`. */
function labelOf(label: string): string {
  return label.replaceAll(/\$\{PROP\('Dim\.(\w+)'\)\}/g, 'each $1');
}
