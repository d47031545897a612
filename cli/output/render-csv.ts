import { cleanText } from '../../src/detection/text';
import type { Sheet } from './sheet';

/** UTF-8 bytes of a cell; spreadsheets cut at 32,767 characters. */
const MAX_BYTES = 32_000;

/**
 * A sheet as CSV (RFC 4180) under the keys of its columns. A cell that a spreadsheet would take for a formula gets a
 * quotation mark in front: it begins with `=`, `+`, `-`, `@`, or a full-width form of these.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export async function renderCsv<Row>({ columns, rows }: Sheet<Row>): Promise<string> {
  // Loaded on demand: other formats do not wait for it.
  const { stringify } = await import('csv-stringify/sync');
  return stringify(
    rows.map((row) =>
      columns.map(({ value }) => {
        const cell = value(row);
        // Blanks in front would hide a formula from the check, and not from every spreadsheet.
        return typeof cell === 'number' ? cell : cleanText(cell, MAX_BYTES).trim();
      }),
    ),
    { header: true, columns: columns.map(({ key }) => key), escape_formulas: true },
  );
}
