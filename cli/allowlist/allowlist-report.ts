import type {
  AllowlistReport,
  CheckedFinding,
  EntryUse,
} from '../../src/allowlist/check-allowlist';
import { principalLabel } from '../../src/detection/principal-label';
import { FINDING_CSV_COLUMNS } from '../output/finding-columns';
import type { Format } from '../output/formats';
import { indentedJson, jsonLines } from '../output/json-text';
import { renderCsv } from '../output/render-csv';
import { renderTable } from '../output/render-table';
import type { Column, CsvColumns } from '../output/table';
import { terminalText } from '../output/terminal-text';
import type { Screen } from '../terminal';

/** The report as text that ends with a line feed. */
export async function renderReport(
  report: AllowlistReport,
  format: Format,
  screen: Screen,
): Promise<string> {
  switch (format) {
    case 'csv':
      return renderCsv(CHECKED_COLUMNS, report.findings);
    case 'json':
      return indentedJson({ entries: entryRecords(report), findings: report.findings });
    case 'ndjson':
      // Entries first, then findings; `record` names the kind of each line.
      return jsonLines([
        ...entryRecords(report).map((use) => ({ record: 'entry', ...use })),
        ...report.findings.map((checked) => ({ record: 'finding', ...checked })),
      ]);
    case 'table':
      return renderPage(report, screen);
  }
}

/** The cover of each finding, then the finding. */
const CHECKED_COLUMNS: CsvColumns<CheckedFinding> = [
  ['cover', ({ cover }) => cover],
  ['entry', ({ finding }) => finding.allowlist?.entryId ?? ''],
  ['ticket', ({ finding }) => finding.allowlist?.ticket ?? ''],
  ...FINDING_CSV_COLUMNS.map(
    ([heading, value]) => [heading, ({ finding }: CheckedFinding) => value(finding)] as const,
  ),
];

function entryRecords({ entries }: AllowlistReport): object[] {
  return entries.map(({ entry, ...use }) => {
    const { id, owner, ticket, expires, watchedCalls } = entry;
    return {
      id,
      owner,
      ticket,
      expires,
      ...(watchedCalls && { watchedCalls }),
      state: stateOf({ entry, ...use }),
      ...use,
    };
  });
}

const ENTRY_COLUMNS: readonly Column<EntryUse>[] = [
  { title: 'entry', value: ({ entry }) => entry.id },
  { title: 'covered', value: ({ covered }) => String(covered) },
  { title: 'ceilings broken', value: ({ ceilingsBroken }) => String(ceilingsBroken) },
  { title: 'expires', value: ({ entry }) => entry.expires },
  { title: 'state', value: stateInWords },
];

/** Only shown if an entry has some. */
const WATCHED_COLUMN: Column<EntryUse> = {
  title: 'watched calls',
  value: ({ entry }) => entry.watchedCalls?.join(', ') ?? '',
};

async function renderPage({ entries, findings }: AllowlistReport, screen: Screen): Promise<string> {
  const covered = findings.filter(({ cover }) => cover === 'covered');
  const open = findings.filter(({ cover }) => cover !== 'covered');
  const hasCalls = entries.some(({ entry }) => entry.watchedCalls !== undefined);
  const columns = hasCalls ? [...ENTRY_COLUMNS, WATCHED_COLUMN] : ENTRY_COLUMNS;
  const lines = [
    `${covered.length} of ${findings.length} findings are covered`,
    ...covered.flatMap(findingLines),
    '',
    `${open.length} of ${findings.length} findings are not covered`,
    ...open.flatMap(findingLines),
  ];
  return `${await renderTable(columns, entries, screen)}\n${lines.map((line) => `${line}\n`).join('')}`;
}

function stateOf({ isExpired, covered, ceilingsBroken }: EntryUse): string {
  if (isExpired) {
    return 'expired';
  }
  if (covered > 0) {
    return 'used';
  }
  return ceilingsBroken > 0 ? 'ceilings broken' : 'unused';
}

function stateInWords(use: EntryUse): string {
  const state = stateOf(use);
  return state === 'expired' && use.matchedButExpired > 0
    ? `expired; matches ${use.matchedButExpired} and covers none`
    : state;
}

function findingLines({ finding, cover }: CheckedFinding): string[] {
  const { window, rule, principal, evidence, severity, score, allowlist } = finding;
  const atLeast = evidence.atLeast ? 'at least ' : '';
  const entry =
    cover === 'covered' && allowlist ? `, by ${allowlist.entryId} (${allowlist.ticket})` : '';
  return [
    `  ${window.start}  ${rule.id}  ${terminalText(principalLabel(principal))}  ${atLeast}${evidence.regionCount} regions, ${atLeast}${evidence.callCount} calls, ${severity} (${score})${entry}`,
    ...(allowlist?.brokenCeilings ?? []).map(
      ({ ceiling, allowed, seen }) =>
        `    ${allowlist?.entryId} does not cover it: ${ceiling} ${seen}, allowed ${allowed}`,
    ),
  ];
}
