import * as Plot from '@observablehq/plot';
import type { ReportSetting, ReportTuning } from '../model';
import { el, svg } from './dom';
import { figure } from './figure';
import { shownRate, shownTick } from './format';

/** Lines differ in symbol and dash. */
const STYLES = [
  { symbol: 'circle', dash: '' },
  { symbol: 'square', dash: '6 3' },
  { symbol: 'triangle', dash: '2 3' },
  { symbol: 'diamond', dash: '8 3 2 3' },
  { symbol: 'times', dash: '1 2' },
  { symbol: 'plus', dash: '10 4' },
] as const;

/** Height of the axis, as a multiple of the highest value: the labels of two settings need room above the curves. */
const HEADROOM = 1.28;

type Measure = 'alertsPerDay' | 'coverage';

const MEASURES = {
  alertsPerDay: {
    title: 'Alerts per day, at most',
    text: shownRate,
    axis: shownTick,
    ticks: 5,
  },
  coverage: {
    title: 'Coverage: share of all sweeps found, weighted by score',
    text: (value: number) => `${Math.round(value * 100)} %`,
    axis: (value: number) => `${shownTick(value * 100)} %`,
    ticks: [0, 0.2, 0.4, 0.6, 0.8, 1],
  },
} as const;

/** How alerts and coverage change with the threshold and the window length, with the settings in use and recommended marked. */
export function curveFigures({ settings }: ReportTuning): HTMLElement[] {
  const lengths = [...new Set(settings.map(({ seconds }) => seconds))].sort((a, b) => a - b);
  const marked = settings.filter(({ isInUse, isRecommended }) => isInUse || isRecommended);
  const drawn = [...new Set([...marked.map(({ seconds }) => seconds), ...lengths])]
    .slice(0, STYLES.length)
    .sort((a, b) => a - b);
  return (['alertsPerDay', 'coverage'] as const).map((measure) =>
    curveFigure(measure, settings, drawn),
  );
}

function curveFigure(
  measure: Measure,
  settings: readonly ReportSetting[],
  lengths: readonly number[],
): HTMLElement {
  const { title, text, axis, ticks } = MEASURES[measure];
  const kinds = [...new Set(settings.map(({ kind }) => kind))];
  const regions = [...new Set(settings.map(({ regions }) => regions))].sort((a, b) => a - b);
  const marks = settings.filter(({ isInUse, isRecommended }) => isInUse || isRecommended);
  const highest = Math.max(...settings.map((setting) => setting[measure]), 0.001);
  const sentences = marks.map(
    (setting) => `${setting.name} is ${markOf(setting)}: ${text(setting[measure])}`,
  );
  return figure({
    title,
    summary: `By minRegions, for windows of ${lengths.join(', ')} s. ${
      sentences.length === 0
        ? 'The setting in use is not among those tried.'
        : `${sentences.join('. ')}.`
    }`,
    legend: legendOf(lengths),
    draw: () => ({
      height: 250,
      marginLeft: 48,
      marginRight: 12,
      marginTop: 34,
      marginBottom: 42,
      x: { type: 'point', domain: regions, label: null, padding: 0.4 },
      y: { domain: [0, highest * HEADROOM], label: null, tickFormat: axis, ticks },
      fx: { domain: kinds, label: null, padding: 0.08 },
      marks: [
        Plot.gridY({ stroke: 'var(--line)', strokeOpacity: 1, ticks }),
        Plot.axisX({
          label: 'minimum number of regions',
          labelAnchor: 'center',
          labelArrow: 'none',
          tickSize: 3,
        }),
        Plot.axisFx({ anchor: 'top', label: null, fontWeight: 600, fontSize: 12 }),
        ...lengths.flatMap((seconds, index) => {
          const own = settings.filter((setting) => setting.seconds === seconds);
          const style = STYLES[index] ?? STYLES[0];
          const place = { x: 'regions', y: measure, fx: 'kind' } as const;
          return [
            Plot.line(own, {
              ...place,
              stroke: 'var(--accent)',
              strokeWidth: 1.4,
              ...(style.dash !== '' && { strokeDasharray: style.dash }),
            }),
            Plot.dot(own, {
              ...place,
              symbol: style.symbol,
              r: 3.2,
              stroke: 'var(--accent)',
              strokeWidth: 1.4,
              fill: 'var(--page)',
              title: (setting: ReportSetting) => `${setting.name}: ${text(setting[measure])}`,
            }),
          ];
        }),
        ...marks.flatMap((setting) =>
          markedPoint(setting, measure, {
            top: highest * HEADROOM,
            isRight: regions.indexOf(setting.regions) >= regions.length / 2,
          }),
        ),
      ],
    }),
    table: () => ({
      columns: ['Setting', title, 'Mark'],
      rows: settings.map((setting) => [setting.name, text(setting[measure]), markOf(setting)]),
    }),
  });
}

/**
 * Marks a setting with a circle (in use) or a square (recommended). A thin line leads to its label above all curves.
 */
function markedPoint(
  setting: ReportSetting,
  measure: Measure,
  { top, isRight }: { readonly top: number; readonly isRight: boolean },
): Plot.Markish[] {
  const place = { x: 'regions', fx: 'kind' } as const;
  return [
    Plot.ruleX([setting], {
      ...place,
      y1: measure,
      y2: top,
      stroke: 'var(--strong-line)',
      strokeWidth: 1,
    }),
    Plot.dot([setting], {
      ...place,
      y: measure,
      symbol: setting.isRecommended ? 'square' : 'circle',
      r: 8,
      stroke: 'var(--ink)',
      strokeWidth: 2,
    }),
    Plot.text([setting], {
      ...place,
      y: top,
      text: markOf,
      // One below the other, because both settings may have the same number of regions.
      dy: setting.isRecommended ? 9 : 23,
      dx: isRight ? -4 : 4,
      textAnchor: isRight ? 'end' : 'start',
      fontWeight: 600,
      fontSize: 11.5,
      fill: 'var(--ink)',
      stroke: 'var(--page)',
      strokeWidth: 4,
      className: 'marked',
    }),
  ];
}

function markOf({ isInUse, isRecommended }: ReportSetting): string {
  return [...(isInUse ? ['in use'] : []), ...(isRecommended ? ['recommended'] : [])].join(' and ');
}

const LEGEND_PATHS: Readonly<Record<(typeof STYLES)[number]['symbol'], string>> = {
  circle: 'M18 2.5A3.5 3.5 0 1 0 18 9.5A3.5 3.5 0 1 0 18 2.5Z',
  square: 'M15 3H21V9H15Z',
  triangle: 'M18 2L22 9.5H14Z',
  diamond: 'M18 1L21.5 6L18 11L14.5 6Z',
  times: 'M15 3L21 9M21 3L15 9',
  plus: 'M18 2V10M14 6H22',
};

function legendOf(lengths: readonly number[]): HTMLElement {
  return el(
    'ul',
    { class: 'legend' },
    lengths.map((seconds, index) => {
      const { symbol, dash } = STYLES[index] ?? STYLES[0];
      const line = { stroke: 'var(--accent)', 'stroke-width': 1.4 };
      return el(
        'li',
        {},
        svg(
          'svg',
          { width: 36, height: 12, 'aria-hidden': 'true' },
          svg('path', { d: 'M0 6H36', ...line, 'stroke-dasharray': dash || undefined }),
          svg('path', { d: LEGEND_PATHS[symbol], fill: 'var(--page)', ...line }),
        ),
        `windows of ${seconds} s`,
      );
    }),
    el('li', {}, '□ recommended'),
    el('li', {}, '○ in use'),
  );
}
