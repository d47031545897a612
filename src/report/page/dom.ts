import { shownNumber } from '../shown-number';

/** The content of an element; text is always a text node, never HTML. */
export type Child = Node | string | undefined;

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element with attributes (without those that are `false` or `undefined`) and children. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  ...parts: readonly (Attributes | Child | readonly Child[])[]
): HTMLElementTagNameMap[Name] {
  return filled(document.createElement(name), parts.flat());
}

/** A small picture of paths, for example in a legend. Screen readers skip it. */
export function icon(width: number, height: number, ...paths: readonly Attributes[]): SVGElement {
  const drawn = paths.map((path) => filled(svg('path'), [path]));
  return filled(svg('svg'), [{ width, height, 'aria-hidden': 'true' }, ...drawn]);
}

function svg(name: string): SVGElement {
  return document.createElementNS('http://www.w3.org/2000/svg', name);
}

function filled<Own extends Element>(
  element: Own,
  parts: readonly (Attributes | Child | readonly Child[])[],
): Own {
  for (const part of parts) {
    if (typeof part === 'string' || part instanceof Node) {
      element.append(part);
      continue;
    }
    for (const [name, value] of Object.entries(part ?? {})) {
      if (value !== undefined && value !== false) {
        element.setAttribute(name, value === true ? '' : String(value));
      }
    }
  }
  return element;
}

let lastId = 0;

/** An id that no other element has. */
export function newId(): string {
  lastId += 1;
  return `i${lastId}`;
}

/** List items. */
export function items(contents: readonly Child[]): HTMLElement[] {
  return contents.map((content) => el('li', content));
}

/** The legend of a plot. */
export function legend(entries: readonly (readonly [icon: Child, text: string])[]): HTMLElement {
  const listed = entries.map(([sign, text]) => el('li', sign, text));
  return el('ul', { class: 'legend' }, listed);
}

/** A list of labels with their values. */
export function pairs(entries: readonly (readonly [label: string, value: Child])[]): HTMLElement {
  const listed = entries.flatMap(([label, value]) => [el('dt', label), el('dd', value)]);
  return el('dl', { class: 'pairs' }, listed);
}

/** Lets content that is too wide scroll sideways, also by keyboard. */
export function scrolling(label: string, content: HTMLElement, className = ''): HTMLElement {
  return el(
    'div',
    { class: `scroll ${className}`.trim(), tabindex: 0, role: 'region', 'aria-label': label },
    content,
  );
}

/** The cell of a number. */
export function numberCell(value: number): HTMLElement {
  return el('td', { class: 'number' }, shownNumber(value));
}

/** Longest cell that stays on one line. */
const MAX_UNBROKEN = 24;

/** A table; the first cell of a row is its heading. */
export function dataTable(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): HTMLElement {
  const cell = (text: string, index: number): HTMLElement => {
    const isNumber = /^[\d.,]+( %)?$/.test(text);
    const isShort = text.length <= MAX_UNBROKEN;
    return index === 0
      ? el('th', { scope: 'row', class: isShort ? 'short' : 'who' }, text)
      : el('td', { class: isNumber ? 'number' : isShort ? 'short' : 'long' }, text);
  };
  const headings = columns.map((column) => el('th', { scope: 'col' }, column));
  const body = rows.map((row) => el('tr', row.map(cell)));
  const table = el('table', el('thead', el('tr', headings)), el('tbody', body));
  return scrolling(caption, table, 'small');
}
