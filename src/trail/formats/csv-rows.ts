import { parse } from 'csv-parse/sync';
import type { Line } from './lines-in';

/** The cells of a row, or why it has none, and the line where it begins. */
export interface CsvRow {
  readonly cells?: readonly string[];
  readonly fault?: string;
  readonly place: Line;
}

/** A cell that does not end within so many characters lacks its closing quote. */
const MAX_ROW_LENGTH = 4 * 1024 * 1024;

/** Characters of rows that are parsed together. */
const BATCH_LENGTH = 64 * 1024;

/**
 * Joins lines to rows and parses them. A row ends where its quotes are in pairs; if no row comes of that, only its
 * first line is broken, and the next row begins on the next line.
 */
export class CsvRows {
  private readonly delimiter: string;
  private readonly rows: CsvRow[] = [];
  /** Lines that are rows, to be parsed together. */
  private batch: Line[] = [];
  private batchLength = 0;
  /** Lines of a row that has not ended. */
  private open: Line[] = [];
  private openLength = 0;

  constructor(delimiter: string) {
    this.delimiter = delimiter;
  }

  add(line: Line): void {
    const waiting = [line];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const again of this.addOne(next).toReversed()) {
        waiting.push(again);
      }
    }
  }

  end(): void {
    while (this.open.length > 0) {
      for (const line of this.giveUp('a cell lacks its closing quote')) {
        this.add(line);
      }
    }
    this.parseBatch();
  }

  /** The rows since the last call. */
  take(): readonly CsvRow[] {
    return this.rows.splice(0);
  }

  /** @returns lines to be added again. */
  private addOne(line: Line): readonly Line[] {
    const { text } = line;
    if (text === undefined) {
      this.open.push(line);
      return this.giveUp('it is too long');
    }
    const isOdd = hasOddQuotes(text);
    if (this.open.length === 0 && !isOdd) {
      this.addToBatch(line, text);
      return [];
    }
    this.open.push(line);
    this.openLength += text.length + 1;
    if (isOdd && this.open.length > 1) {
      return this.endOpen();
    }
    return this.openLength > MAX_ROW_LENGTH ? this.giveUp('a cell lacks its closing quote') : [];
  }

  private addToBatch(line: Line, text: string): void {
    if (text === '') {
      return;
    }
    this.batch.push(line);
    this.batchLength += text.length;
    if (this.batchLength > BATCH_LENGTH) {
      this.parseBatch();
    }
  }

  private parseBatch(): void {
    const lines = this.batch;
    this.batch = [];
    this.batchLength = 0;
    const parsed = this.parse(lines.map(({ text }) => text).join('\n'));
    for (const [index, place] of lines.entries()) {
      // One broken row breaks its batch.
      const result =
        parsed.length === lines.length ? { cells: parsed[index] } : this.parseOne(place);
      this.rows.push({ ...result, place });
    }
  }

  private parseOne({ text = '' }: Line): Pick<CsvRow, 'cells' | 'fault'> {
    const [cells, ...others] = this.parse(text);
    return cells === undefined || others.length > 0
      ? { fault: 'a quote is in the wrong place' }
      : { cells };
  }

  /** Ends the open row with a line that closes its quotes. @returns lines to be added again, if that is no row. */
  private endOpen(): readonly Line[] {
    const parsed = this.parse(this.open.map(({ text }) => text).join('\n'));
    const [place] = this.open;
    if (parsed.length !== 1 || place === undefined) {
      return this.giveUp('a quote is in the wrong place');
    }
    this.parseBatch();
    this.rows.push({ cells: parsed[0], place });
    this.open = [];
    this.openLength = 0;
    return [];
  }

  private giveUp(fault: string): readonly Line[] {
    const [place, ...others] = this.open;
    this.parseBatch();
    if (place !== undefined) {
      this.rows.push({ fault, place });
    }
    this.open = [];
    this.openLength = 0;
    return others;
  }

  /** @returns nothing if it is not CSV. */
  private parse(text: string): string[][] {
    try {
      const options = { delimiter: this.delimiter, relax_column_count: true };
      return parse(text, options) as string[][];
    } catch {
      return [];
    }
  }
}

function hasOddQuotes(text: string): boolean {
  let isOdd = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
    isOdd = !isOdd;
  }
  return isOdd;
}
