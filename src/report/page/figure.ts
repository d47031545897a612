import * as Plot from '@observablehq/plot';
import { type Child, el, newId, sheet } from './dom';

/** A plot needs that many pixels; on a narrower screen it scrolls sideways. */
const LEAST_WIDTH = 720;

export interface FigureParts {
  readonly title: string;
  /** What the plot shows, in words: for those who do not see it, and for all others too. */
  readonly summary: string;
  readonly legend?: HTMLElement;
  /** Options of the plot at so many pixels. */
  readonly draw: (width: number) => Plot.PlotOptions;
  /** The same figures as a table; made when it is asked for. */
  readonly table: () => { columns: readonly string[]; rows: readonly (readonly Child[])[] };
}

/** A plot with its title, what it says in words, and its figures as a table. */
export function figure({ title, summary, legend, draw, table }: FigureParts): HTMLElement {
  const id = newId();
  const holder = el('div', { class: 'plot' });
  const figures = el('details', {}, el('summary', {}, 'As a table'));
  figures.addEventListener(
    'toggle',
    () => {
      const { columns, rows } = table();
      figures.append(sheet(title, columns, rows));
    },
    { once: true },
  );
  redrawWithWidth(holder, (width) => {
    const plot = Plot.plot({ ...draw(width), width, className: 'plot-body' });
    // Its rules are in our style sheet: the policy of the page takes no other.
    plot.querySelector('style')?.remove();
    // It is one picture; its parts have no names of their own.
    for (const part of plot.querySelectorAll('[aria-label]')) {
      part.removeAttribute('aria-label');
    }
    plot.setAttribute('role', 'img');
    plot.setAttribute('aria-label', `${title}. ${summary}`);
    return plot;
  });
  return el(
    'figure',
    { 'aria-labelledby': id },
    el('figcaption', {}, el('h3', { id }, title), el('p', { class: 'soft' }, summary)),
    legend,
    holder,
    figures,
  );
}

/** Draws once the width is known, and again when it has changed. */
function redrawWithWidth(holder: HTMLElement, draw: (width: number) => Element): void {
  let drawn = 0;
  const observer = new ResizeObserver(([entry]) => {
    const available = Math.floor(entry?.contentRect.width ?? 0);
    const width = Math.max(LEAST_WIDTH, available);
    if (available === 0 || width === drawn) {
      return;
    }
    drawn = width;
    const isWide = width > available;
    holder.classList.toggle('wide', isWide);
    // What scrolls has to be reached by keyboard.
    if (isWide) {
      holder.setAttribute('tabindex', '0');
    } else {
      holder.removeAttribute('tabindex');
    }
    holder.replaceChildren(draw(width));
  });
  observer.observe(holder);
}
