import * as Plot from '@observablehq/plot';
import { CALL_NUMBERS, type ReportFinding, type ReportModel } from '../model';
import { icon, legend } from './dom';
import { figure } from './figure';
import { counted, shownTime, textIn } from './format';

interface StripCall {
  readonly second: number;
  readonly region: string;
  readonly sourceIp: string;
  readonly outcome: string;
  readonly kind: (typeof KINDS)[number];
}

const KINDS = ['ok', 'denied', 'failed'] as const;

const SYMBOLS = { ok: 'circle', denied: 'times', failed: 'triangle' } as const;
const COLORS = { ok: 'var(--accent)', denied: 'var(--critical)', failed: 'var(--high)' } as const;
const PATHS = {
  ok: 'M6 2.5A3.5 3.5 0 1 0 6 9.5A3.5 3.5 0 1 0 6 2.5Z',
  denied: 'M2.5 2.5L9.5 9.5M9.5 2.5L2.5 9.5',
  failed: 'M6 2L10 9.5H2Z',
} as const;

/** The calls of a finding, second by second. */
export function stripFigure(finding: ReportFinding, model: ReportModel): HTMLElement {
  const calls = callsOf(finding, textIn(model));
  const regions = [...new Set(calls.map(({ region }) => region))];
  const last = calls.at(-1)?.second ?? 0;
  const kinds = KINDS.filter((kind) => calls.some((call) => call.kind === kind));
  const dots = groupsOf(calls);
  const omitted =
    finding.omittedCalls > 0 ? ` ${counted(finding.omittedCalls, 'more call')} not shown.` : '';
  return figure({
    title: 'Calls, second by second',
    summary: `${counted(calls.length, 'call')} in ${counted(regions.length, 'region')}, starting at ${shownTime(finding.start)} UTC: ${kinds
      .map((kind) => `${calls.filter((call) => call.kind === kind).length} ${kind}`)
      .join(', ')}.${omitted}`,
    legend: legend(
      kinds.map((kind) => {
        const path = { d: PATHS[kind], fill: 'none', stroke: COLORS[kind], 'stroke-width': 1.8 };
        return [icon(12, 12, path), kind];
      }),
    ),
    draw: () => ({
      height: regions.length * 16 + 44,
      marginLeft: 150,
      marginRight: 24,
      marginTop: 6,
      marginBottom: 38,
      x: { type: 'linear', domain: [0, Math.max(10, last)], inset: 8 },
      y: { type: 'point', domain: regions, label: null, padding: 0.5 },
      marks: [
        Plot.gridY(regions, { stroke: 'var(--line)', strokeOpacity: 1 }),
        Plot.axisY({ tickSize: 0, label: null }),
        Plot.axisX({
          label: 'seconds since the first call',
          labelAnchor: 'center',
          labelArrow: 'none',
          tickFormat: 'd',
          tickSize: 4,
        }),
        ...kinds.map((kind) =>
          Plot.dot(
            dots.filter((dot) => dot.kind === kind),
            {
              x: 'second',
              y: 'region',
              r: 3.6,
              symbol: SYMBOLS[kind],
              stroke: COLORS[kind],
              strokeWidth: 1.8,
              fill: kind === 'denied' ? 'none' : 'var(--page)',
              title: 'title',
              className: 'calls',
            },
          ),
        ),
        Plot.text(
          dots.filter(({ number }) => number > 1),
          {
            x: 'second',
            y: 'region',
            dx: 7,
            textAnchor: 'start',
            fill: 'var(--ink)',
            fontSize: 9,
            text: ({ number }: { number: number }) => `×${number}`,
          },
        ),
      ],
    }),
    table: () => ({
      columns: ['Time (UTC)', 'Region', 'Source IP', 'Outcome'],
      rows: calls.map(({ second, region, sourceIp, outcome }) => [
        shownTime(finding.start + second),
        region,
        sourceIp,
        outcome,
      ]),
    }),
  });
}

function callsOf({ strip }: ReportFinding, text: (number: number) => string): StripCall[] {
  return Array.from({ length: strip.length / CALL_NUMBERS }, (_, index) => {
    const [second = 0, ...texts] = strip.slice(index * CALL_NUMBERS, (index + 1) * CALL_NUMBERS);
    const [region = '', sourceIp = '', outcome = ''] = texts.map(text);
    const kind = KINDS.find((one) => outcome.startsWith(one)) ?? 'failed';
    return { second, region, sourceIp, outcome, kind };
  });
}

/** Joins calls that would overlap into one dot. */
function groupsOf(calls: readonly StripCall[]) {
  const groups = new Map<string, StripCall & { number: number; title: string }>();
  for (const call of calls) {
    const key = JSON.stringify([call.second, call.region, call.kind]);
    const number = (groups.get(key)?.number ?? 0) + 1;
    const title = `${call.region}, second ${call.second}: ${number > 1 ? `${number} calls, ` : ''}${call.outcome}`;
    groups.set(key, { ...call, number, title });
  }
  return [...groups.values()];
}
