/** One column of what is shown as a table or written as CSV. */
export interface Column<Row> {
  /** Heading of a table. */
  readonly title: string;
  /** Heading in CSV; scripts rely on it. */
  readonly key: string;
  /** May hold texts that a caller chose: whoever writes it makes it safe for the medium. */
  readonly value: (row: Row) => string | number;
  /** Whether it is cut where the terminal is narrow. @default false */
  readonly isElastic?: boolean;
  /** Characters beyond which it is cut in a table, however wide the terminal is. @default as long as it is */
  readonly maxWidth?: number;
  /** How it stands out on a terminal that has colours. @default as any other */
  readonly emphasis?: (row: Row) => Emphasis | undefined;
}

/** How a cell stands out. */
export type Emphasis = 'alarm' | 'warning' | 'good' | 'faint';

/** Rows under columns, for people or for a spreadsheet. */
export interface Sheet<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}
