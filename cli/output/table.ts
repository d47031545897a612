/** One column of a table on a terminal. */
export interface Column<Row> {
  readonly title: string;
  readonly value: CellValue<Row>;
  /** Whether a narrow terminal cuts it. @default false */
  readonly isElastic?: boolean;
  /** Characters shown, however wide the terminal is. @default all of them */
  readonly maxWidth?: number;
  /** Shortens a cell to a number of characters. @default leaves out the middle */
  readonly shorten?: (text: string, width: number) => string;
  /** How it stands out on a terminal with colours. @default not at all */
  readonly emphasis?: (row: Row) => Emphasis | undefined;
}

/** The columns of a CSV file, by heading; scripts rely on the headings. */
export type CsvColumns<Row> = readonly (readonly [heading: string, value: CellValue<Row>])[];

/** May return text that a caller chose: the renderer makes it safe for its medium. */
type CellValue<Row> = (row: Row) => string | number;

/** How a cell stands out. */
export type Emphasis = 'alarm' | 'warning' | 'faint';
