import type { ReportModel } from '../model';
import { shownNumber } from '../shown-number';
import { type Child, el, pairs } from './dom';
import { findingsTable } from './findings-table';
import { counted } from './format';
import { matrixFigure } from './matrix';
import { severityMark, severityName } from './severity';
import { timelineFigure } from './timeline';
import { tuningParts } from './tuning';

interface Section {
  readonly id: string;
  readonly title: string;
  readonly parts: readonly Child[];
}

/** Draws a report into the page. */
export function drawReport(model: ReportModel): void {
  const { command, totals, tuning, timeline, madeAt } = model;
  const { firstCall, lastCall } = totals;
  const sections: Section[] = [
    { id: 'summary', title: 'Summary', parts: summaryParts(model) },
    ...(tuning ? [{ id: 'tuning', title: 'Settings', parts: tuningParts(tuning) }] : []),
    ...(timeline ? [{ id: 'plots', title: 'When, who, where', parts: plotParts(model) }] : []),
    {
      id: 'findings',
      title: 'Findings',
      parts:
        totals.findings === 0 ? [el('p', {}, noFinding(totals.calls))] : [findingsTable(model)],
    },
  ];
  const span =
    firstCall === undefined || lastCall === undefined
      ? ''
      : `${day(firstCall)} to ${day(lastCall)}`;
  document.title = `RegionSweep report${span === '' ? '' : `, ${span}`}`;
  document.body.append(
    el('a', { class: 'skip', href: '#findings' }, 'Skip to the findings'),
    el(
      'header',
      {},
      el('h1', {}, 'RegionSweep report'),
      el(
        'p',
        { class: 'soft' },
        `${command === 'tune' ? 'Settings tried on' : 'Sweeps in'} a CloudTrail history${span === '' ? '' : `, ${span}`}. Times are UTC.`,
      ),
    ),
    el(
      'nav',
      { 'aria-label': 'Sections' },
      el(
        'ul',
        {},
        sections.map(({ id, title }) => el('li', {}, el('a', { href: `#${id}` }, title))),
      ),
    ),
    el(
      'main',
      {},
      sections.map(({ id, title, parts }) =>
        el(
          'section',
          { id, 'aria-labelledby': `${id}-title`, tabindex: -1 },
          el('h2', { id: `${id}-title` }, title),
          [...parts],
        ),
      ),
    ),
    el(
      'footer',
      {},
      `Made ${madeAt.replace('T', ' ').replace('Z', ' UTC')} by regionsweep ${command}. This file makes no request.`,
    ),
  );
}

function noFinding(calls: number): string {
  return calls === 0 ? 'No finding: there is no call to look at.' : 'No finding.';
}

function day(time: string): string {
  return time.slice(0, 10);
}

function summaryParts({ totals, notes, settings }: ReportModel): Child[] {
  const tile = (label: Child, value: number): HTMLElement =>
    el('div', {}, el('dt', {}, label), el('dd', {}, shownNumber(value)));
  const severities = totals.bySeverity.map((number, severity) => ({ number, severity })).reverse();
  return [
    el(
      'dl',
      { class: 'tiles' },
      tile('findings', totals.findings),
      tile('principals', totals.principals),
      severities.map(({ number, severity }) => tile(severityMark(severity), number)),
      tile('calls', totals.calls),
      tile('days with calls', totals.daysWithCalls),
    ),
    notes.length === 0
      ? undefined
      : el(
          'ul',
          { class: 'notes' },
          notes.map((note) => el('li', {}, note)),
        ),
    pairs([
      ...settings.map(({ label, text }) => [label, text] as const),
      [
        'Of the findings',
        `${shownNumber(totals.repeats)} repeat others, ${shownNumber(totals.covered)} are covered by the allow-list`,
      ],
    ]),
  ];
}

function plotParts(model: ReportModel): Child[] {
  const { hours, regions, timeline } = model;
  const [worst] = hours.rows;
  const shared = `The ${counted(hours.rows.length, 'row')} are principals, the most severe first; a shape tells the highest severity of each.`;
  const worstText =
    worst === undefined
      ? ''
      : ` On top is ${worst.label}: ${counted(worst.findings, 'finding')}, the highest ${severityName(worst.severity)}.`;
  return [
    timeline && timelineFigure(timeline, model),
    matrixFigure({
      title: 'Principals by hour of the day',
      summary: `Findings by the hour, in UTC, in which they began. ${shared}${worstText}`,
      matrix: hours,
      what: 'hour',
      isUpright: false,
    }),
    matrixFigure({
      title: 'Regions by principal',
      summary: `Findings with calls in a region: ${counted(regions.columns.length, 'region')}. ${shared}`,
      matrix: regions,
      what: 'region',
      isUpright: true,
    }),
  ];
}
