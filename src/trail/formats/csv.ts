import { parse } from 'csv-parse/sync';
import { isObject } from '../../detection/json';
import { cleanText } from '../../detection/text';
import type { TextBlock } from '../gunzip';
import { type CsvRow, CsvRows } from './csv-rows';
import { linesIn } from './lines-in';
import { COLUMNS_TO_SELECT, missingMembers } from './record-rows';
import type { TextFault, TextRow } from './text-row';

/** What the first row of a CSV text says about the others. */
export interface CsvHead {
  readonly delimiter: string;
  readonly columns: readonly string[];
}

const DELIMITERS = [',', '\t', ';', '|'];

/** Columns that hold a whole record as JSON, or mark an event in another format. */
const WHOLE_RECORDS = [
  '_raw',
  '@message',
  'message',
  'event.original',
  'CloudTrailEvent',
  'cloudtrailevent',
  'record',
  'eventJson',
  'eventjson',
  'class_uid',
];

/** Names that a query or a program gives to columns. */
const COLUMN_NAME = /^[\w@][\w@ .:()[\]/-]{0,100}$/;

/** The console's CSV file alone has this column. */
const CONSOLE_COLUMN = 'AWS access key';

const CONSOLE_FAULT =
  'The CSV file of Event history lacks ARNs and request parameters, so RegionSweep groups its calls by access key and finds no calls of GetServiceQuota. Download the events as JSON, or pass lookup: to read Event history itself';

/** The columns of a text if it is CSV: with the delimiter that finds most of them. */
export function csvHeadOf(beginning: string): CsvHead | undefined {
  return DELIMITERS.map((delimiter) => headOf(beginning, delimiter))
    .filter((head) => head !== undefined)
    .toSorted((a, b) => b.columns.length - a.columns.length)[0];
}

function headOf(beginning: string, delimiter: string): CsvHead | undefined {
  const columns = rowAt(beginning, delimiter, 1);
  if (columns === undefined) {
    return undefined;
  }
  // The beginning may end within the second row.
  const second = rowAt(beginning, delimiter, 2) ?? columns;
  const isTable =
    columns.length > 1 &&
    columns.length === second.length &&
    columns.every((name) => COLUMN_NAME.test(name));
  return isTable || isReadable(columns) ? { delimiter, columns } : undefined;
}

function rowAt(text: string, delimiter: string, number: number): string[] | undefined {
  try {
    const options = { delimiter, from: number, to: number, relax_column_count: true };
    return (parse(text, options) as string[][])[0];
  } catch {
    return undefined;
  }
}

function isReadable(columns: readonly string[]): boolean {
  return (
    missingMembers(columns).length === 0 || WHOLE_RECORDS.some((name) => columns.includes(name))
  );
}

/**
 * The rows of a CSV text as objects. A row that is broken, or has too few or too many cells, is a fault. Columns
 * without records are one fault, and end the reading.
 *
 * @see https://csv.js.org/parse/
 */
export async function* readCsv(
  head: CsvHead,
  blocks: AsyncIterable<TextBlock>,
): AsyncGenerator<TextRow | TextFault> {
  const place = { line: 1, offset: 0, bytesRead: 0 };
  const { columns } = head;
  if (!isReadable(columns)) {
    yield { ...place, fault: faultOf(columns) };
    return;
  }
  if (columns.includes(CONSOLE_COLUMN)) {
    yield { ...place, fault: CONSOLE_FAULT };
  }
  const rows = new CsvRows(head.delimiter);
  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const line of linesIn(blocks)) {
      rows.add(line);
      yield* valuesOf(rows.take(), columns);
    }
  } catch (error) {
    failure = { error };
  }
  rows.end();
  yield* valuesOf(rows.take(), columns);
  if (failure !== undefined) {
    throw failure.error;
  }
}

function faultOf(columns: readonly string[]): string {
  const shown = columns.slice(0, 8).map((name) => cleanText(name, 30));
  return `This CSV text has no column with whole records, and lacks ${missingMembers(columns).join(', ')}; its columns are "${shown.join('", "')}". Select ${COLUMNS_TO_SELECT}`;
}

function* valuesOf(
  rows: readonly CsvRow[],
  columns: readonly string[],
): Generator<TextRow | TextFault> {
  for (const { cells, fault, place } of rows) {
    const { line, offset, bytesRead } = place;
    if (cells === undefined) {
      yield { line, offset, bytesRead, fault: `This CSV row is broken: ${fault}` };
    } else if (cells.length !== columns.length) {
      const counts = `${cells.length} cells instead of ${columns.length}`;
      yield { line, offset, bytesRead, fault: `This CSV row has ${counts}` };
    } else if (cells.some((cell, index) => cell !== columns[index])) {
      yield { line, offset, bytesRead, value: rowOf(columns, cells) };
    }
  }
}

function rowOf(columns: readonly string[], cells: readonly string[]): unknown {
  const row: unknown = Object.fromEntries(columns.map((name, index) => [name, cells[index]]));
  // The console leaves out the parameters of every call, and one fault has named that.
  return isObject(row) && columns.includes(CONSOLE_COLUMN)
    ? { ...row, requestParameters: null }
    : row;
}
