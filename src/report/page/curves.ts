import * as Plot from '@observablehq/plot';
import type { ReportSetting, ReportTuning } from '../model';
import { icon, legend } from './dom';
import { figure } from './figure';
import { shownRate, shownTick } from './format';

/** Lines differ in symbol and dash; the path is the symbol in the legend. */
const STYLES = [
  { symbol: 'circle', dash: '', path: 'M18 2.5A3.5 3.5 0 1 0 18 9.5A3.5 3.5 0 1 0 18 2.5Z' },
  { symbol: 'square', dash: '6 3', path: 'M15 3H21V9H15Z' },
  { symbol: 'triangle', dash: '2 3', path: 'M18 2L22 9.5H14Z' },
  { symbol: 'diamond', dash: '8 3 2 3', path: 'M18 1L21.5 6L18 11L14.5 6Z' },
  { symbol: 'times', dash: '1 2', path: 'M15 3L21 9M21 3L15 9' },
  { symbol: 'plus', dash: '10 4', path: 'M18 2V10M14 6H22' },
] as const;

/** Height of the axis, as a multiple of the highest value: the labels of two settings need room above the curves. */
const HEADROOM = 1.28;

const MEASURES = {
  alertsPerDay: { title: 'Alerts per day, at most', text: shownRate, axis: shownTick, ticks: 5 },
  coverage: {
    title: 'Coverage: share of all sweeps found, weighted by score',
    text: (value: number) => `${Math.round(value * 100)} %`,
    axis: (value: number) => `${shownTick(value * 100)} %`,
    ticks: [0, 0.2, 0.4, 0.6, 0.8, 1],
  },
} as const;

type Measure = keyof typeof MEASURES;

/** How alerts and coverage change with the threshold and the window length, with the settings in use and recommended marked. */
export function curveFigures({ settings }: ReportTuning): HTMLElement[] {
  const lengths = [...new Set(settings.map(({ seconds }) => seconds))].sort((a, b) => a - b);
  const marks = settings.filter(({ isInUse, isRecommended }) => isInUse || isRecommended);
  const drawn = [...new Set([...marks.map(({ seconds }) => seconds), ...lengths])]
    .slice(0, STYLES.length)
    .sort((a, b) => a - b);
  return (['alertsPerDay', 'coverage'] as const).map((measure) =>
    curveFigure(measure, settings, marks, drawn),
  );
}

function curveFigure(
  measure: Measure,
  settings: readonly ReportSetting[],
  marks: readonly ReportSetting[],
  lengths: readonly number[],
): HTMLElement {
  const { title, text, axis, ticks } = MEASURES[measure];
  const kinds = [...new Set(settings.map(({ kind }) => kind))];
  const regions = [...new Set(settings.map(({ regions }) => regions))].sort((a, b) => a - b);
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
          markedPoint(
            setting,
            measure,
            highest * HEADROOM,
            regions.indexOf(setting.regions) >= regions.length / 2,
          ),
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
  top: number,
  isRight: boolean,
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

function legendOf(lengths: readonly number[]): HTMLElement {
  const line = { stroke: 'var(--accent)', 'stroke-width': 1.4 };
  return legend([
    ...lengths.map((seconds, index) => {
      const { dash, path } = STYLES[index] ?? STYLES[0];
      const dashed = { d: 'M0 6H36', ...line, 'stroke-dasharray': dash || undefined };
      const sign = icon(36, 12, dashed, { d: path, fill: 'var(--page)', ...line });
      return [sign, `windows of ${seconds} s`] as const;
    }),
    [undefined, '□ recommended'],
    [undefined, '○ in use'],
  ]);
}
