import type { Finding } from '../../src/detection/finding';
import type { Severity } from '../../src/detection/rules/rule';
import type { Screen } from '../terminal';
import { alertColumn } from './alert-column';
import { FINDING_CSV_COLUMNS, findingColumns } from './finding-columns';
import type { FindingFormat } from './formats';
import { indentedJson, jsonLines } from './json-text';
import { nothingFound } from './nothing-found';
import { renderCsv } from './render-csv';
import { renderTable } from './render-table';

/** How to write findings. */
export interface FindingView {
  readonly screen: Screen;
  /** Lowest severity that sends an alert. */
  readonly notifyFrom: Severity;
  /**
   * Whether everything was read. If not, "no findings" is no all-clear.
   * @default true
   */
  readonly isWhole?: boolean;
  /** For `asff`: the product that imports them. @default that of the account a finding is about */
  readonly productArn?: string | undefined;
}

/**
 * Findings, sorted by time, as text that ends with a line feed. Without findings: what the format needs, or nothing.
 */
export async function renderFindings(
  findings: readonly Finding[],
  format: FindingFormat,
  { screen, notifyFrom, isWhole = true, productArn }: FindingView,
): Promise<string> {
  switch (format) {
    case 'ndjson':
      return jsonLines(findings);
    case 'json':
      return indentedJson(findings);
    case 'csv':
      return renderCsv(
        [...FINDING_CSV_COLUMNS, ['notified', alertColumn(findings, notifyFrom).value]],
        findings,
      );
    case 'table':
      return findings.length === 0
        ? nothingFound('findings', isWhole)
        : renderTable(findingColumns(findings, notifyFrom), findings, screen);
    case 'ocsf': {
      const { renderOcsf } = await import('../../src/notification/ocsf/render-ocsf');
      return jsonLines(findings.map((finding) => renderOcsf(finding)));
    }
    case 'asff': {
      const { renderAsff } = await import('../../src/notification/asff/render-asff');
      const { openedBy } = await import('../../src/notification/opened-by');
      const { derivedProductArn } = await import('./asff-product');
      return jsonLines(
        findings.map((finding) => ({
          ...renderAsff(openedBy(finding), {
            productArn: productArn ?? derivedProductArn(finding),
          }),
          Id: finding.id,
        })),
      );
    }
  }
}
