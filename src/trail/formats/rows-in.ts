import type { TextBlock } from '../gunzip';

/** A value in a text, and where it begins. */
export interface TextRow {
  readonly value: unknown;
  /** From 1. */
  readonly line: number;
  /** Bytes of text before it. */
  readonly offset: number;
  /** Bytes of the file, as stored, read so far. */
  readonly bytesRead: number;
}

/** A line of text that is no row. */
export interface TextFault extends Omit<TextRow, 'value'> {
  readonly fault: string;
}

/**
 * The rows of a text that is not JSON: CSV, lines with a time before the JSON, the text output of the AWS CLI.
 *
 * @param first the beginning of the text, which decides.
 * @returns undefined if the text is in none of these formats.
 */
export function rowsIn(
  _first: Buffer,
  _blocks: AsyncIterable<TextBlock>,
): AsyncIterable<TextRow | TextFault> | undefined {
  return undefined;
}
