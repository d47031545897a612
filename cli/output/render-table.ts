import type { Screen } from '../terminal';
import { paintFor } from './paint';
import type { Column } from './table';
import { shortened, terminalText } from './terminal-text';

/** Characters that an elastic column keeps, however narrow the terminal is. */
const MIN_ELASTIC = 32;

const GAP = '  ';

const NO_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: GAP,
};

/** A table for a terminal, without lines. Cells are made safe for it; each line ends with a line feed. */
export async function renderTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  screen: Screen,
): Promise<string> {
  // Loaded on demand: other formats do not need it.
  const { default: CliTable } = await import('cli-table3');
  const cells = rows.map((row) => columns.map(({ value }) => terminalText(String(value(row)))));
  const widths = widthsOf(columns, cells, screen.stdout.columns);
  const paint = paintFor(screen);
  const table = new CliTable({
    chars: NO_BORDERS,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    head: columns.map(({ title }) => title),
    colAligns: columns.map(({ value }) =>
      rows.some((row) => typeof value(row) === 'number') ? 'right' : 'left',
    ),
  });
  rows.forEach((row, index) => {
    table.push(
      columns.map(({ shorten = shortened, emphasis }, at) =>
        paint(shorten(cells[index]?.[at] ?? '', widths[at] ?? 0), emphasis?.(row)),
      ),
    );
  });
  return table
    .toString()
    .split('\n')
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** The width of each column: that of its widest cell. On a terminal too narrow for that, elastic columns give way. */
function widthsOf<Row>(
  columns: readonly Column<Row>[],
  cells: readonly (readonly string[])[],
  available: number | undefined,
): number[] {
  const natural = columns.map(({ title, maxWidth = Number.POSITIVE_INFINITY }, at) =>
    cells.reduce(
      (widest, row) => Math.max(widest, Math.min(maxWidth, row[at]?.length ?? 0)),
      title.length,
    ),
  );
  const elastic = columns.filter(({ isElastic }) => isElastic).length;
  const total = natural.reduce((sum, width) => sum + width, 0) + GAP.length * (columns.length - 1);
  const excess = available === undefined ? 0 : total - available;
  if (excess <= 0 || elastic === 0) {
    return natural;
  }
  return natural.map((width, at) =>
    columns[at]?.isElastic
      ? Math.min(width, Math.max(MIN_ELASTIC, width - Math.ceil(excess / elastic)))
      : width,
  );
}
