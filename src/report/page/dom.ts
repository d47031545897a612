/** What an element holds: text is always a text node, never HTML. */
export type Child = Node | string | undefined;

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element with attributes, of which `false` and `undefined` are left out, and children. */
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

/** The same, of SVG. */
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

/** Labels with their texts. */
export function pairs(entries: readonly (readonly [label: string, value: Child])[]): HTMLElement {
  return el(
    'dl',
    { class: 'pairs' },
    entries.flatMap(([label, value]) => [el('dt', {}, label), el('dd', {}, value)]),
  );
}

/** A table that scrolls sideways where it is too wide; then the keyboard can scroll it. */
export function scrolling(label: string, content: HTMLElement, className = ''): HTMLElement {
  return el(
    'div',
    { class: `scroll ${className}`.trim(), tabindex: 0, role: 'region', 'aria-label': label },
    content,
  );
}

/** Characters of a cell that stay on one line. */
const MAX_UNBROKEN = 24;

/** A plain table. The first cell of a row is its heading. */
export function sheet(
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
