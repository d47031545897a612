import type { ReportFinding, ReportIncident, ReportModel } from '../model';
import { shownTime, textIn } from './format';

export type Direction = 'ascending' | 'descending';

type TextOf = (number: number) => string;

/** A column, and the value it is sorted by. */
export interface SortColumn<Row> {
  readonly title: string;
  readonly isNumber?: true;
  /** The direction in which the first click sorts. */
  readonly first: Direction;
  readonly value: (row: Row, text: TextOf) => number | string;
}

/** What findings and incidents have in common. */
type Rated = Pick<ReportFinding, 'severity' | 'score' | 'start' | 'who' | 'regions' | 'calls'>;

/** The column that tables are sorted by at first. */
export const SEVERITY_COLUMN: SortColumn<Rated> = {
  title: 'Severity',
  first: 'descending',
  value: ({ severity, score }) => severity * 1000 + score,
};

const REGIONS: SortColumn<Rated> = {
  title: 'Regions',
  isNumber: true,
  first: 'descending',
  value: ({ regions }) => regions,
};

const CALLS: SortColumn<Rated> = {
  title: 'Calls',
  isNumber: true,
  first: 'descending',
  value: ({ calls }) => calls,
};

export const FINDING_COLUMNS: readonly SortColumn<ReportFinding>[] = [
  { title: 'Time (UTC)', first: 'ascending', value: ({ start }) => start },
  SEVERITY_COLUMN,
  { title: 'Principal', first: 'ascending', value: ({ who }, text) => text(who) },
  { title: 'Rule', first: 'ascending', value: ({ rule }, text) => text(rule) },
  REGIONS,
  CALLS,
  { title: 'Denied', isNumber: true, first: 'descending', value: ({ denied }) => denied },
  { title: 'Note', first: 'descending', value: ({ marks }, text) => marks.map(text).join(', ') },
];

export const INCIDENT_COLUMNS: readonly SortColumn<ReportIncident>[] = [
  { title: 'First activity (UTC)', first: 'ascending', value: ({ start }) => start },
  { title: 'Last activity (UTC)', first: 'ascending', value: ({ end }) => end },
  SEVERITY_COLUMN,
  { title: 'Identity', first: 'ascending', value: ({ who }, text) => text(who) },
  { title: 'Sweeps', isNumber: true, first: 'descending', value: ({ sweeps }) => sweeps },
  REGIONS,
  CALLS,
];

export interface Filter {
  /** Words; a finding must contain each of them somewhere. */
  readonly text: string;
  /** Lowest severity to show, as an index in `SEVERITIES`. */
  readonly from: number;
  /** Number of the text of a rule; `undefined` for all rules. */
  readonly rule?: number | undefined;
}

/** Rows by a column; equal ones stay in their order. */
export function sorted<Row>(
  rows: readonly Row[],
  model: Pick<ReportModel, 'texts'>,
  column: SortColumn<Row>,
  direction: Direction,
): Row[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const text = textIn(model);
  return rows
    .map((row) => ({ row, value: column.value(row, text) }))
    .sort((a, b) => sign * (a.value < b.value ? -1 : a.value > b.value ? 1 : 0))
    .map(({ row }) => row);
}

/** The findings that pass the filter. */
export function matching({ findings, texts }: ReportModel, filter: Filter): ReportFinding[] {
  return findings.filter(matcherOf(filter, texts));
}

/** Searches each text once per word, not once per finding. */
function matcherOf(
  { text, from, rule }: Filter,
  texts: readonly string[],
): (finding: ReportFinding) => boolean {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const hits = words.map((word) => texts.map((one) => one.toLowerCase().includes(word)));
  return (finding) =>
    finding.severity >= from &&
    (rule === undefined || finding.rule === rule) &&
    hits.every(
      (hit, index) =>
        hit[finding.who] ||
        hit[finding.rule] ||
        finding.marks.some((mark) => hit[mark]) ||
        finding.facts.some(([, values]) => values.some((value) => hit[value])) ||
        finding.id.includes(words[index] ?? '') ||
        shownTime(finding.start).includes(words[index] ?? ''),
    );
}
