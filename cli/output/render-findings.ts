import type { Finding } from '../../src/detection/finding';
import type { Terminal } from '../terminal';
import { FINDING_COLUMNS, FINDING_CSV_COLUMNS } from './finding-sheet';
import type { FindingFormat } from './formats';
import { renderCsv } from './render-csv';
import { renderTable } from './render-table';

/** Findings as text that ends with a line feed; nothing where there are none, but for what a format needs. */
export async function renderFindings(
  findings: readonly Finding[],
  format: FindingFormat,
  terminal: Pick<Terminal, 'stdout'>,
): Promise<string> {
  switch (format) {
    case 'ndjson':
      return lines(findings);
    case 'json':
      return `${JSON.stringify(findings, undefined, 2)}\n`;
    case 'csv':
      return renderCsv({ columns: FINDING_CSV_COLUMNS, rows: findings });
    case 'table':
      return findings.length === 0
        ? 'No finding.\n'
        : renderTable({ columns: FINDING_COLUMNS, rows: findings }, terminal);
    case 'ocsf': {
      const { renderOcsf } = await import('../../src/notification/ocsf/render-ocsf');
      return lines(findings.map((finding) => renderOcsf({ kind: 'opened', finding })));
    }
  }
}

function lines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}
