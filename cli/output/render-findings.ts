import type { Finding } from '../../src/detection/finding';
import type { Severity } from '../../src/detection/rules/rule';
import type { Terminal } from '../terminal';
import { alertColumn } from './alert-column';
import { FINDING_CSV_COLUMNS, findingColumns } from './finding-columns';
import type { FindingFormat } from './formats';
import { renderCsv } from './render-csv';
import { renderTable } from './render-table';

/** How to write findings. */
export interface FindingView {
  readonly terminal: Pick<Terminal, 'stdout'>;
  /** Lowest severity that sends an alert. */
  readonly notifyFrom: Severity;
  /** For `asff`: the product that imports them. @default that of the account a finding is about */
  readonly productArn?: string | undefined;
}

/**
 * Findings, sorted by time, as text that ends with a line feed. Without findings: what the format needs, or nothing.
 */
export async function renderFindings(
  findings: readonly Finding[],
  format: FindingFormat,
  { terminal, notifyFrom, productArn }: FindingView,
): Promise<string> {
  switch (format) {
    case 'ndjson':
      return lines(findings);
    case 'json':
      return `${JSON.stringify(findings, undefined, 2)}\n`;
    case 'csv':
      return renderCsv({
        columns: [...FINDING_CSV_COLUMNS, alertColumn(findings, notifyFrom)],
        rows: findings,
      });
    case 'table':
      return findings.length === 0
        ? 'No findings.\n'
        : renderTable({ columns: findingColumns(findings, notifyFrom), rows: findings }, terminal);
    case 'ocsf': {
      const { renderOcsf } = await import('../../src/notification/ocsf/render-ocsf');
      return lines(findings.map((finding) => renderOcsf({ kind: 'opened', finding })));
    }
    case 'asff': {
      const { renderAsff } = await import('../../src/notification/asff/render-asff');
      const { derivedProductArn } = await import('./asff-product');
      return lines(
        findings.map((finding) =>
          renderAsff(
            { kind: 'opened', finding },
            { productArn: productArn ?? derivedProductArn(finding) },
          ),
        ),
      );
    }
  }
}

function lines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}
