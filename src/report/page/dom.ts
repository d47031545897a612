/** The content of an element; text is always a text node, never HTML. */
export type Child = Node | string | undefined;

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element with attributes (without those that are `false` or `undefined`) and children. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly (Child | readonly Child[])[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  setAttributes(element, attributes);
  element.append(...children.flat().filter((child) => child !== undefined));
  return element;
}

/** The same for SVG. */
export function svg(
  name: string,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  setAttributes(element, attributes);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
}

let lastId = 0;

/** An id that no other element has. */
export function newId(): string {
  lastId += 1;
  return `i${lastId}`;
}

/** A list of labels with their values. */
export function pairs(entries: readonly (readonly [label: string, value: Child])[]): HTMLElement {
  return el(
    'dl',
    { class: 'pairs' },
    entries.flatMap(([label, value]) => [el('dt', {}, label), el('dd', {}, value)]),
  );
}

/** Lets content that is too wide scroll sideways, also by keyboard. */
export function scrolling(label: string, content: HTMLElement, className = ''): HTMLElement {
  return el(
    'div',
    { class: `scroll ${className}`.trim(), tabindex: 0, role: 'region', 'aria-label': label },
    content,
  );
}

/** Longest cell that stays on one line. */
const MAX_UNBROKEN = 24;

/** A table; the first cell of a row is its heading. */
export function dataTable(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly Child[])[],
): HTMLElement {
  const cell = (child: Child, index: number): HTMLElement => {
    const isNumber = typeof child === 'string' && /^[\d.,]+( %)?$/.test(child);
    const isShort = typeof child === 'string' && child.length <= MAX_UNBROKEN;
    const attributes = {
      class: isNumber ? 'number' : isShort ? 'short' : typeof child === 'string' && 'long',
    };
    return index === 0
      ? el('th', { scope: 'row', class: isShort ? 'short' : 'who' }, child)
      : el('td', attributes, child);
  };
  const table = el(
    'table',
    {},
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        columns.map((column) => el('th', { scope: 'col' }, column)),
      ),
    ),
    el(
      'tbody',
      {},
      rows.map((row) => el('tr', {}, row.map(cell))),
    ),
  );
  return scrolling(caption, table, 'small');
}
