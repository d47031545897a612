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
