import { SEVERITIES } from '../../detection/rules/rule';
import { el, icon } from './dom';

/** A shape for each severity, in a square of 10, so that severities differ in more than colour. */
const SHAPES: readonly (readonly [path: string, isFilled: boolean])[] = [
  ['M2 5H8', false],
  ['M5 1.5A3.5 3.5 0 1 0 5 8.5A3.5 3.5 0 1 0 5 1.5Z', false],
  ['M5 1.5A3.5 3.5 0 1 0 5 8.5A3.5 3.5 0 1 0 5 1.5Z', true],
  ['M5 1.5L9 8.5H1Z', true],
  ['M5 .5L9.5 5L5 9.5L.5 5Z', true],
];

/** The same shapes as characters, for axes. */
const GLYPHS = ['–', '○', '●', '▲', '◆'] as const;

export function severityName(severity: number): string {
  return SEVERITIES[severity] ?? 'unknown';
}

export function severityGlyph(severity: number): string {
  return GLYPHS[severity] ?? '';
}

/** The colour of a severity as CSS. */
export function severityColor(severity: number): string {
  return `var(--${severityName(severity)})`;
}

/** A severity as a shape and a word. */
export function severityMark(severity: number): HTMLElement {
  const [d, isFilled] = SHAPES[severity] ?? ['', false];
  const shape = icon(10, 10, {
    d,
    fill: isFilled ? 'currentColor' : 'none',
    stroke: 'currentColor',
    'stroke-width': isFilled ? 0.6 : 1.6,
  });
  return el('span', { class: `severity s${severity}` }, shape, severityName(severity));
}
