/** One column of a table, on a terminal or in CSV. */
export interface Column<Row> {
  /** Heading on a terminal. */
  readonly title: string;
  /** Heading in CSV; scripts rely on it. */
  readonly key: string;
  /** May hold text that a caller chose: whoever writes it makes it safe for the medium. */
  readonly value: (row: Row) => string | number;
  /** Whether a narrow terminal cuts it. @default false */
  readonly isElastic?: boolean;
  /** Characters shown on a terminal, however wide it is. @default all of them */
  readonly maxWidth?: number;
  /** Shortens a cell to a number of characters. @default leaves out the middle */
  readonly shorten?: (text: string, width: number) => string;
  /** How it stands out on a terminal with colours. @default not at all */
  readonly emphasis?: (row: Row) => Emphasis | undefined;
}

/** How a cell stands out. */
export type Emphasis = 'alarm' | 'warning' | 'good' | 'faint';

/** Rows under columns, for a terminal or for a spreadsheet. */
export interface Table<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}
