import { cleanText } from '../../src/detection/text';
import type { CsvColumns } from './table';

/** UTF-8 bytes of a cell. Spreadsheets cut cells at 32,767 characters. */
const MAX_BYTES = 32_000;

/**
 * Rows as CSV (RFC 4180). A cell that a spreadsheet would take for a
 * formula gets a quotation mark in front: one that begins with `=`, `+`, `-`, `@`, or a full-width form of these.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export async function renderCsv<Row>(
  columns: CsvColumns<Row>,
  rows: readonly Row[],
): Promise<string> {
  // Loaded on demand: other formats do not need it.
  const { stringify } = await import('csv-stringify/sync');
  return stringify(
    rows.map((row) =>
      columns.map(([, value]) => {
        const cell = value(row);
        // Leading spaces would hide a formula from the check, but not from every spreadsheet.
        return typeof cell === 'number' ? cell : cleanText(cell, MAX_BYTES).trim();
      }),
    ),
    { header: true, columns: columns.map(([heading]) => heading), escape_formulas: true },
  );
}
