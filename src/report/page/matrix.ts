import * as Plot from '@observablehq/plot';
import type { Matrix, MatrixRow } from '../model';
import { shownNumber } from '../shown-number';
import { type FigureParts, figure } from './figure';
import { counted, shortNumber } from './format';
import { severityGlyph, severityName } from './severity';

const ROW_HEIGHT = 22;

/** Shades of a cell, as opacity. There are only these, so that the number stays legible on each of them. */
const SHADES = [0.13, 0.22, 0.34, 0.8, 1] as const;
const FIRST_DARK_SHADE = 3;

export interface MatrixParts extends Pick<FigureParts, 'title' | 'summary'> {
  readonly matrix: Matrix;
  readonly what: string;
  /** Whether column names are tilted, because they are long. */
  readonly isTilted: boolean;
}

/** A grid of shaded cells with numbers. */
export function matrixFigure({ title, summary, matrix, what, isTilted }: MatrixParts): HTMLElement {
  const { rows, columns, cells } = matrix;
  const most = Math.max(1, ...cells.map(([, , number]) => number));
  const data = cells.map(([row, column, number]) => {
    const shade = Math.ceil((SHADES.length * Math.log1p(number)) / Math.log1p(most)) - 1;
    const { name = '' } = rows[row] ?? {};
    return {
      row,
      column,
      number,
      shade: Math.max(0, Math.min(SHADES.length - 1, shade)),
      title: `${name}, ${what} ${columns[column] ?? ''}: ${shownNumber(number)}`,
    };
  });
  const isDark = ({ shade }: { shade: number }): boolean => shade >= FIRST_DARK_SHADE;
  const text = (chosen: typeof data, fill: string): Plot.Markish =>
    Plot.text(chosen, {
      x: 'column',
      y: 'row',
      text: ({ number }: { number: number }) => shortNumber(number),
      fill,
      fontSize: 10,
      title: 'title',
      className: 'counts',
    });
  return figure({
    title,
    summary,
    draw: () => ({
      height: rows.length * ROW_HEIGHT + (isTilted ? 100 : 34),
      marginLeft: 318,
      marginRight: isTilted ? 34 : 8,
      marginTop: isTilted ? 92 : 26,
      marginBottom: 8,
      x: { type: 'band', domain: columns.map((_, index) => index), padding: 0.06 },
      y: { type: 'band', domain: rows.map((_, index) => index), padding: 0.08, axis: null },
      marks: [
        Plot.axisX({
          anchor: 'top',
          label: null,
          tickSize: 0,
          tickFormat: (index: number) => columns[index] ?? '',
          ...(isTilted && { tickRotate: -55, textAnchor: 'start', dx: 2, dy: -2 }),
        }),
        Plot.text(rows, {
          y: (_row: MatrixRow, index: number) => index,
          frameAnchor: 'left',
          textAnchor: 'start',
          dx: -314,
          text: ({ label, severity }: MatrixRow) => `${severityGlyph(severity)} ${label}`,
          title: ({ name, severity, findings }: MatrixRow) =>
            `${name}: ${counted(findings, 'finding')}, highest severity ${severityName(severity)}`,
          className: 'names',
        }),
        Plot.gridY({ stroke: 'var(--line)', strokeOpacity: 1 }),
        Plot.cell(data, {
          x: 'column',
          y: 'row',
          fill: 'var(--accent)',
          fillOpacity: ({ shade }: { shade: number }) => SHADES[shade] ?? 1,
          title: 'title',
          rx: 2,
          className: 'cells',
        }),
        text(
          data.filter((cell) => !isDark(cell)),
          'var(--ink)',
        ),
        text(data.filter(isDark), 'var(--on-accent)'),
      ],
      opacity: { type: 'identity' },
    }),
    table: () => ({
      columns: ['Principal', 'Highest severity', 'Findings', ...columns],
      rows: rows.map(({ name, severity, findings }, row) => [
        name,
        severityName(severity),
        shownNumber(findings),
        ...columns.map((_, column) => {
          const [, , number] = cells.find(([r, c]) => r === row && c === column) ?? [];
          return number === undefined ? '' : shownNumber(number);
        }),
      ]),
    }),
  });
}
