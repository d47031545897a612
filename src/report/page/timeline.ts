import * as Plot from '@observablehq/plot';
import type { ReportModel, Timeline } from '../model';
import { shownNumber } from '../shown-number';
import { figure } from './figure';
import { counted, shownMoment, shownTime } from './format';
import { severityColor, severityGlyph, severityName } from './severity';

const ROW_HEIGHT = 46;

/** Pixels: twice the width of a date, because ticks are days or weeks and nothing between. */
const TICK_SPACING = 130;

/** A row of bars for each severity, the worst on top. Each has its own scale, so that 2 critical findings show next to 1,000 low ones. */
export function timelineFigure(timeline: Timeline, totals: ReportModel['totals']): HTMLElement {
  const { bars, seconds, unit, start, end } = timeline;
  const severities = [4, 3, 2, 1, 0].filter((one) => bars.some(([, severity]) => severity === one));
  const most = new Map(
    severities.map((one) => [
      one,
      Math.max(...bars.filter(([, severity]) => severity === one).map(([, , number]) => number)),
    ]),
  );
  const data = bars.map(([from, severity, number]) => ({
    from: new Date(from * 1000),
    to: new Date((from + seconds) * 1000),
    severity,
    height: number / (most.get(severity) ?? 1),
    title: `${shownTime(from)} to ${shownTime(from + seconds)} UTC: ${shownNumber(number)} ${severityName(severity)}`,
  }));
  const summary = `${counted(totals.findings, 'finding')} by start time (UTC): ${severities
    .map(
      (one) =>
        `${shownNumber(totals.bySeverity[one] ?? 0)} ${severityName(one)} (at most ${shownNumber(most.get(one) ?? 0)} per ${unit})`,
    )
    .join(', ')}. Each row has its own scale.`;
  return figure({
    title: 'Findings over time',
    summary,
    draw: () => ({
      height: severities.length * ROW_HEIGHT + 40,
      marginLeft: 112,
      marginRight: 74,
      marginTop: 8,
      marginBottom: 30,
      x: { type: 'utc', domain: [new Date(start * 1000), new Date(end * 1000)] },
      y: { domain: [0, 1.05], axis: null },
      fy: { domain: severities, axis: null, padding: 0.18 },
      marks: [
        Plot.axisX({
          anchor: 'bottom',
          label: null,
          tickSize: 4,
          tickFormat: shownMoment,
          tickSpacing: TICK_SPACING,
        }),
        Plot.ruleY([0], { stroke: 'var(--strong-line)' }),
        Plot.rectY(data, {
          x1: 'from',
          x2: 'to',
          y: 'height',
          fy: 'severity',
          fill: ({ severity }: { severity: number }) => severityColor(severity),
          insetLeft: 0.5,
          insetRight: 0.5,
          title: 'title',
        }),
        Plot.text(severities, {
          fy: (one: number) => one,
          frameAnchor: 'left',
          textAnchor: 'start',
          dx: -108,
          fill: severityColor,
          fontWeight: 600,
          fontSize: 12,
          text: (one: number) => `${severityGlyph(one)} ${severityName(one)}`,
        }),
        Plot.text(severities, {
          fy: (one: number) => one,
          frameAnchor: 'right',
          textAnchor: 'start',
          dx: 8,
          fill: 'var(--soft)',
          text: (one: number) => `at most ${shownNumber(most.get(one) ?? 0)}`,
        }),
      ],
    }),
    table: () => ({
      columns: ['Start (UTC)', 'Severity', 'Findings'],
      rows: bars.map(([from, severity, number]) => [
        shownTime(from),
        severityName(severity),
        shownNumber(number),
      ]),
    }),
  });
}
