import type {
  AllowlistReport,
  CheckedFinding,
  EntryUse,
} from '../../src/allowlist/check-allowlist';
import { principalLabel } from '../../src/detection/principal-label';
import { FINDING_CSV_COLUMNS } from '../output/finding-columns';
import type { Format } from '../output/formats';
import { renderCsv } from '../output/render-csv';
import { renderTable } from '../output/render-table';
import type { Column } from '../output/table';
import { terminalText } from '../output/terminal-text';
import type { Terminal } from '../terminal';

/** The report as text that ends with a line feed. */
export async function renderReport(
  report: AllowlistReport,
  format: Format,
  terminal: Pick<Terminal, 'stdout'>,
): Promise<string> {
  switch (format) {
    case 'csv':
      return renderCsv({ columns: CHECKED_COLUMNS, rows: report.findings });
    case 'json': {
      const [entries, findings] = [entryRecords(report), report.findings];
      return `${JSON.stringify({ entries, findings }, undefined, 2)}\n`;
    }
    case 'ndjson':
      return jsonLines(report)
        .map((line) => `${line}\n`)
        .join('');
    case 'table':
      return renderPage(report, terminal);
  }
}

/** The cover of each finding, then the finding. */
const CHECKED_COLUMNS: readonly Column<CheckedFinding>[] = [
  { title: 'cover', key: 'cover', value: ({ cover }) => cover },
  { title: 'entry', key: 'entry', value: ({ finding }) => finding.allowlist?.entryId ?? '' },
  { title: 'ticket', key: 'ticket', value: ({ finding }) => finding.allowlist?.ticket ?? '' },
  ...FINDING_CSV_COLUMNS.map(({ title, key, value }) => ({
    title,
    key,
    value: ({ finding }: CheckedFinding) => value(finding),
  })),
];

/** Entries first, then findings; `record` names the kind of each line. */
function jsonLines(report: AllowlistReport): string[] {
  return [
    ...entryRecords(report).map((use) => JSON.stringify({ record: 'entry', ...use })),
    ...report.findings.map((checked) => JSON.stringify({ record: 'finding', ...checked })),
  ];
}

function entryRecords({ entries }: AllowlistReport): object[] {
  return entries.map(({ entry, ...use }) => {
    const { id, owner, ticket, expires } = entry;
    return { id, owner, ticket, expires, state: stateOf({ entry, ...use }), ...use };
  });
}

const ENTRY_COLUMNS: readonly Column<EntryUse>[] = [
  { title: 'entry', key: 'entry', value: ({ entry }) => entry.id },
  { title: 'covered', key: 'covered', value: ({ covered }) => String(covered) },
  {
    title: 'ceilings broken',
    key: 'ceilingsBroken',
    value: ({ ceilingsBroken }) => String(ceilingsBroken),
  },
  { title: 'expires', key: 'expires', value: ({ entry }) => entry.expires },
  { title: 'state', key: 'state', value: stateInWords },
];

async function renderPage(
  report: AllowlistReport,
  terminal: Pick<Terminal, 'stdout'>,
): Promise<string> {
  const entries = await renderTable({ columns: ENTRY_COLUMNS, rows: report.entries }, terminal);
  return `${entries}\n${findingPart(report)
    .map((line) => `${line}\n`)
    .join('')}`;
}

function findingPart({ findings }: AllowlistReport): string[] {
  const covered = findings.filter(({ cover }) => cover === 'covered');
  const open = findings.filter(({ cover }) => cover !== 'covered');
  return [
    `${covered.length} of ${findings.length} findings are covered`,
    ...covered.flatMap(findingLines),
    '',
    `${open.length} of ${findings.length} findings are not covered`,
    ...open.flatMap(findingLines),
  ];
}

type EntryState = 'used' | 'ceilings broken' | 'unused' | 'expired';

function stateOf({ isExpired, covered, ceilingsBroken }: EntryUse): EntryState {
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
