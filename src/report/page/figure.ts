import * as Plot from '@observablehq/plot';
import type { ReportTable } from '../model';
import { dataTable, el, newId } from './dom';

/** Pixels that a plot needs; on a narrower screen it scrolls sideways. */
const LEAST_WIDTH = 720;

export interface FigureParts {
  readonly title: string;
  /** The plot in words, which also serve those who cannot see it. */
  readonly summary: string;
  readonly legend?: HTMLElement;
  /** Options of the plot for a width in pixels. */
  readonly draw: (width: number) => Plot.PlotOptions;
  /** The same figures as a table, made when a reader opens it. */
  readonly table: () => ReportTable;
}

/** A plot with its title, its summary in words, and its figures as a table. */
export function figure({ title, summary, legend, draw, table }: FigureParts): HTMLElement {
  const id = newId();
  const holder = el('div', { class: 'plot' });
  const figures = el('details', el('summary', 'As a table'));
  figures.addEventListener(
    'toggle',
    () => {
      const { columns, rows } = table();
      figures.append(dataTable(title, columns, rows));
    },
    { once: true },
  );
  redrawWithWidth(holder, (width) => {
    const plot = Plot.plot({ ...draw(width), width, className: 'plot-body' });
    // Our style sheet has its rules, because the policy of the page allows no other style.
    plot.querySelector('style')?.remove();
    // The plot is one picture; its parts have no names of their own.
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
    el('figcaption', el('h3', { id }, title), el('p', { class: 'soft' }, summary)),
    legend,
    holder,
    figures,
  );
}

/** Draws when the width is known, and again when it changes. */
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
    // The keyboard must reach whatever scrolls.
    if (isWide) {
      holder.setAttribute('tabindex', '0');
    } else {
      holder.removeAttribute('tabindex');
    }
    holder.replaceChildren(draw(width));
  });
  observer.observe(holder);
}
