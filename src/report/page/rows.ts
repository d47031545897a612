import type { ReportFinding, ReportModel } from '../model';
import { shownTime, textIn } from './format';

export type Direction = 'ascending' | 'descending';

/** A column, and the value it is sorted by. */
export interface FindingColumn {
  readonly title: string;
  readonly isNumber?: true;
  /** The direction in which the first click sorts. */
  readonly first: Direction;
  readonly value: (finding: ReportFinding, text: (number: number) => string) => number | string;
}

/** The column that the table is sorted by at first. */
export const SEVERITY_COLUMN: FindingColumn = {
  title: 'Severity',
  first: 'descending',
  value: ({ severity, score }) => severity * 1000 + score,
};

export const COLUMNS: readonly FindingColumn[] = [
  { title: 'Time (UTC)', first: 'ascending', value: ({ start }) => start },
  SEVERITY_COLUMN,
  { title: 'Principal', first: 'ascending', value: ({ who }, text) => text(who) },
  { title: 'Rule', first: 'ascending', value: ({ rule }, text) => text(rule) },
  { title: 'Regions', isNumber: true, first: 'descending', value: ({ regions }) => regions },
  { title: 'Calls', isNumber: true, first: 'descending', value: ({ calls }) => calls },
  { title: 'Denied', isNumber: true, first: 'descending', value: ({ denied }) => denied },
  { title: 'Note', first: 'descending', value: ({ marks }, text) => marks.map(text).join(', ') },
];

export interface Filter {
  /** Words; a finding must contain each of them somewhere. */
  readonly text: string;
  /** Lowest severity to show, as an index in `SEVERITIES`. */
  readonly from: number;
  /** Number of the text of a rule; `undefined` for all rules. */
  readonly rule?: number | undefined;
}

/** The findings that pass the filter, sorted; equal ones by time. */
export function selectRows(
  { findings, texts }: ReportModel,
  filter: Filter,
  column: FindingColumn,
  direction: Direction,
): ReportFinding[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const text = textIn({ texts });
  return findings
    .filter(matcherOf(filter, texts))
    .map((finding) => ({ finding, value: column.value(finding, text) }))
    .sort((a, b) => sign * (a.value < b.value ? -1 : a.value > b.value ? 1 : 0))
    .map(({ finding }) => finding);
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
