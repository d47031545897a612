import { shownNumber } from '../shown-number';
import { el, scrolling } from './dom';
import { counted } from './format';
import type { Direction, SortColumn } from './rows';

const PAGE = 50;

/** Rows on paper. */
const PRINTED = 200;

export interface PagedTableParts<Row> {
  /** What a row is, such as `finding`. */
  readonly noun: string;
  readonly columns: readonly SortColumn<Row>[];
  /** The column that the table is sorted by at first. */
  readonly sortedBy: SortColumn<Row>;
  /** Number of rows without a filter. */
  readonly total: number;
  /** The rows to show, sorted. */
  readonly select: (column: SortColumn<Row>, direction: Direction) => readonly Row[];
  readonly rowOf: (row: Row) => Node;
}

/** A table with sorting and pages. */
export interface PagedTable {
  readonly parts: readonly HTMLElement[];
  /** Selects the rows again, for example when a filter has changed. */
  readonly refresh: () => void;
}

export function pagedTable<Row>(parts: PagedTableParts<Row>): PagedTable {
  const { noun, columns, total } = parts;
  let column = parts.sortedBy;
  let direction = column.first;
  let page = 0;
  let perPage = PAGE;
  let rows: readonly Row[] = [];

  const headings = new Map<SortColumn<Row>, HTMLElement>();
  const body = el('tbody');
  const status = el('p', { role: 'status', class: 'soft' });
  const previous = el('button', { type: 'button' }, 'Previous page');
  const next = el('button', { type: 'button' }, 'Next page');
  const pager = el('div', { class: 'pager' }, previous, next);

  const show = (): void => {
    const begin = page * perPage;
    const end = Math.min(rows.length, begin + perPage);
    body.replaceChildren(...rows.slice(begin, end).map(parts.rowOf));
    previous.disabled = page === 0;
    next.disabled = end >= rows.length;
    const range = rows.length === 0 ? '' : `, ${begin + 1} to ${end} shown`;
    status.textContent = `${counted(rows.length, noun)} of ${shownNumber(total)}${range}`;
    for (const [own, heading] of headings) {
      const arrow = heading.querySelector('.arrow') as HTMLElement;
      const isSorted = own === column;
      arrow.textContent = isSorted ? (direction === 'ascending' ? '▲' : '▼') : '';
      if (isSorted) {
        heading.setAttribute('aria-sort', direction);
      } else {
        heading.removeAttribute('aria-sort');
      }
    }
  };
  const refresh = (): void => {
    rows = parts.select(column, direction);
    page = 0;
    show();
  };
  const turn = (by: number): void => {
    page += by;
    show();
    // A disabled button cannot keep the focus, so the other one takes it.
    if (by > 0 ? next.disabled : previous.disabled) {
      (by > 0 ? previous : next).focus();
    }
  };
  previous.addEventListener('click', () => turn(-1));
  next.addEventListener('click', () => turn(1));
  addEventListener('beforeprint', () => {
    [page, perPage] = [0, PRINTED];
    // Drawing again would close open rows, so do it only if there are more rows.
    if (rows.length > PAGE) {
      show();
    }
  });
  addEventListener('afterprint', () => {
    perPage = PAGE;
    show();
  });

  for (const own of columns) {
    const arrow = el('span', { class: 'arrow', 'aria-hidden': 'true' });
    const button = el('button', { type: 'button' }, own.title, arrow);
    button.addEventListener('click', () => {
      const isAgain = own === column;
      direction = isAgain ? (direction === 'ascending' ? 'descending' : 'ascending') : own.first;
      column = own;
      refresh();
    });
    headings.set(own, el('th', { scope: 'col', class: own.isNumber && 'number' }, button));
  }
  const table = el('table', el('thead', el('tr', [...headings.values()])), body);
  refresh();
  return { parts: [status, scrolling(`Table of ${noun}s`, table), pager], refresh };
}
