import type { Finding } from '../detection/finding';
import { SEVERITIES } from '../detection/rules/rule';
import { compareTexts } from '../detection/text';
import { parseEventTime } from '../detection/time';
import { type Cause, causesOf } from '../tuning/causes';
import type { Matrix, MatrixRow } from './model';
import { MAX_LABEL, reportText, shortName } from './report-text';
import { shownNumber } from './shown-number';

/** Principals with a row of their own; nobody reads more. */
const MAX_ROWS = 20;

/** Regions with a column of their own. The limit exists because a forged record can name any region. */
const MAX_REGIONS = 40;

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));

/** Principals by hour and by region, the most severe first, then those with the most findings. One row has the rest. */
export function matricesOf(
  findings: readonly Finding[],
  days: number,
): { readonly hours: Matrix; readonly regions: Matrix } {
  const rows = rowsOf(causesOf(findings, Math.max(1, days)));
  const regionsOf = ({ evidence }: Finding): readonly string[] => evidence.regions;
  return {
    hours: matrixOf(rows, HOURS, (finding) => {
      const start = parseEventTime(finding.window.start) ?? 0;
      return [HOURS[Math.floor(start / 3600) % 24] as string];
    }),
    regions: matrixOf(rows, mostCommon(findings.flatMap(regionsOf)), regionsOf),
  };
}

interface Row extends MatrixRow {
  readonly members: readonly Finding[];
}

function rowsOf(causes: readonly Cause[]): Row[] {
  const rank = ({ severity }: Cause): number => SEVERITIES.indexOf(severity);
  const sorted = [...causes].sort((a, b) => rank(b) - rank(a) || b.findings - a.findings);
  const own = sorted.length > MAX_ROWS ? MAX_ROWS - 1 : MAX_ROWS;
  const others = sorted.slice(own);
  const taken = new Set<string>();
  return [
    ...sorted.slice(0, own).map((cause): Row => {
      const { who, accounts, findings, members } = cause;
      const label = unique(shortName(who, accounts), taken);
      return { label, name: reportText(who), severity: rank(cause), findings, members };
    }),
    ...(others.length === 0
      ? []
      : [
          {
            label: `${shownNumber(others.length)} others`,
            name: `${shownNumber(others.length)} others`,
            severity: Math.max(...others.map(rank)),
            findings: others.reduce((sum, { findings }) => sum + findings, 0),
            members: others.flatMap(({ members }) => members),
          },
        ]),
  ];
}

/** Two long names may be equal when shortened. */
function unique(label: string, taken: Set<string>): string {
  let own = label;
  for (let number = 2; taken.has(own); number += 1) {
    const suffix = ` (${number})`;
    own = `${label.slice(0, MAX_LABEL - suffix.length)}${suffix}`;
  }
  taken.add(own);
  return own;
}

function mostCommon(regions: readonly string[]): string[] {
  return [...countsOf(regions)]
    .sort(([a, most], [b, more]) => more - most || compareTexts(a, b))
    .slice(0, MAX_REGIONS)
    .map(([region]) => region)
    .sort(compareTexts);
}

function countsOf(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

function matrixOf(
  rows: readonly Row[],
  columns: readonly string[],
  columnsOf: (finding: Finding) => readonly string[],
): Matrix {
  const cells = rows.flatMap(({ members }, row) => {
    const counts = countsOf(members.flatMap(columnsOf));
    return columns.flatMap((name, column) => {
      const count = counts.get(name);
      return count === undefined ? [] : [[row, column, count] as const];
    });
  });
  return {
    rows: rows.map(({ members: _members, ...row }) => row),
    columns: columns.map((column) => reportText(column, 24)),
    cells,
  };
}
