import { type Child, el, newId } from './dom';

export interface OpeningRowParts {
  /** The text of the button that opens the row. */
  readonly title: string;
  /** The other cells. */
  readonly cells: readonly HTMLElement[];
  readonly detailClass: string;
  /** What the row opens to, made when a reader opens it first. */
  readonly detail: () => Child[];
}

/** A row, and below it a row with details that is hidden until a reader opens it. */
export function openingRow({ title, cells, detailClass, detail }: OpeningRowParts): Node {
  const id = newId();
  const arrow = el('span', { class: 'arrow', 'aria-hidden': 'true' }, '▸');
  const open = el(
    'button',
    { type: 'button', class: 'open', 'aria-expanded': 'false', 'aria-controls': id },
    arrow,
    title,
  );
  const details = el('tr', { class: detailClass, id, hidden: true });
  open.addEventListener('click', () => {
    const isOpen = details.hidden;
    if (isOpen && details.childElementCount === 0) {
      details.append(el('td', { colspan: cells.length + 1 }, detail()));
    }
    details.hidden = !isOpen;
    open.setAttribute('aria-expanded', String(isOpen));
    arrow.textContent = isOpen ? '▾' : '▸';
  });
  const fragment = document.createDocumentFragment();
  fragment.append(el('tr', el('th', { scope: 'row' }, open), cells), details);
  return fragment;
}
