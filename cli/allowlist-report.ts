import type { AllowlistReport, CheckedFinding, EntryUse } from '../src/allowlist/check-allowlist';

/** How a report can be written. */
export const REPORT_FORMATS = ['table', 'ndjson'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** The report as text that ends with a line feed. */
export function renderReport(report: AllowlistReport, format: ReportFormat): string {
  const lines = format === 'ndjson' ? jsonLines(report) : tableLines(report);
  return lines.map((line) => `${line}\n`).join('');
}

/** Entries first, then findings; `record` says which a line is. */
function jsonLines({ entries, findings }: AllowlistReport): string[] {
  return [
    ...entries.map(({ entry, ...use }) => {
      const { id, owner, ticket, expires } = entry;
      const state = stateOf({ entry, ...use });
      return JSON.stringify({ record: 'entry', id, owner, ticket, expires, state, ...use });
    }),
    ...findings.map((checked) => JSON.stringify({ record: 'finding', ...checked })),
  ];
}

function tableLines({ entries, findings }: AllowlistReport): string[] {
  const covered = findings.filter(({ cover }) => cover === 'covered');
  const told = findings.filter(({ cover }) => cover !== 'covered');
  return [
    ...aligned([
      ['entry', 'covered', 'ceilings broken', 'expires', 'state'],
      ...entries.map((use) => [
        use.entry.id,
        String(use.covered),
        String(use.ceilingsBroken),
        use.entry.expires,
        stateInWords(use),
      ]),
    ]),
    '',
    `${covered.length} of ${findings.length} findings would have been covered`,
    ...covered.flatMap(findingLines),
    '',
    `${told.length} of ${findings.length} findings would have been notified of`,
    ...told.flatMap(findingLines),
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
    ? `expired; matches ${use.matchedButExpired}, and covers none`
    : state;
}

function findingLines({ finding, cover }: CheckedFinding): string[] {
  const { window, rule, principal, evidence, severity, score, allowlist } = finding;
  const atLeast = evidence.atLeast ? 'at least ' : '';
  const entry =
    cover === 'covered' && allowlist ? `, by ${allowlist.entryId} (${allowlist.ticket})` : '';
  return [
    `  ${window.start}  ${rule.id}  ${principal.key}  ${atLeast}${evidence.regionCount} regions, ${atLeast}${evidence.callCount} calls, ${severity} (${score})${entry}`,
    ...(allowlist?.brokenCeilings ?? []).map(
      ({ ceiling, allowed, seen }) =>
        `    ${allowlist?.entryId} does not cover it: ${ceiling} ${seen}, allowed ${allowed}`,
    ),
  ];
}

/** Rows with the cells of each column below each other. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
