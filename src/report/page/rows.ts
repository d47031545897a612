import type { ReportFinding, ReportModel } from '../model';
import { shownTime } from './format';

/** A column, and the value it is sorted by. */
export interface FindingColumn {
  readonly key: string;
  readonly title: string;
  readonly isNumber?: true;
  /** The direction in which the first click sorts. */
  readonly first: Direction;
  readonly value: (finding: ReportFinding, texts: readonly string[]) => number | string;
}

export type Direction = 'ascending' | 'descending';

export const COLUMNS: readonly FindingColumn[] = [
  { key: 'time', title: 'Time (UTC)', first: 'ascending', value: ({ start }) => start },
  {
    key: 'severity',
    title: 'Severity',
    first: 'descending',
    value: ({ severity, score }) => severity * 1000 + score,
  },
  {
    key: 'principal',
    title: 'Principal',
    first: 'ascending',
    value: ({ who }, texts) => texts[who] ?? '',
  },
  { key: 'rule', title: 'Rule', first: 'ascending', value: ({ rule }, texts) => texts[rule] ?? '' },
  {
    key: 'regions',
    title: 'Regions',
    isNumber: true,
    first: 'descending',
    value: ({ regions }) => regions,
  },
  {
    key: 'calls',
    title: 'Calls',
    isNumber: true,
    first: 'descending',
    value: ({ calls }) => calls,
  },
  {
    key: 'denied',
    title: 'Denied',
    isNumber: true,
    first: 'descending',
    value: ({ denied }) => denied,
  },
  {
    key: 'note',
    title: 'Note',
    first: 'descending',
    value: ({ marks }, texts) => marks.map((mark) => texts[mark] ?? '').join(', '),
  },
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
  const isWanted = matcherOf(filter, texts);
  return findings
    .filter(isWanted)
    .map((finding) => ({ finding, value: column.value(finding, texts) }))
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
