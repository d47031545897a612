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

/** Draws the report into the page. */
export function drawReport(model: ReportModel): void {
  const { command, totals, tuning, timeline, madeAt } = model;
  const { firstCall, lastCall } = totals;
  const sections: Section[] = [
    { id: 'summary', title: 'Summary', parts: summaryParts(model) },
    ...(tuning ? [{ id: 'tuning', title: 'Settings', parts: tuningParts(tuning) }] : []),
    ...(timeline ? [{ id: 'plots', title: 'When, who and where', parts: plotParts(model) }] : []),
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
        `${command === 'tune' ? 'Settings tried on' : 'Sweeps in'} a CloudTrail history${span === '' ? '' : `, ${span}`}. All times are UTC.`,
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
      `Written by regionsweep ${command} on ${madeAt.replace('T', ' ').replace('Z', ' UTC')}. This file makes no network requests.`,
    ),
  );
}

function noFinding(calls: number): string {
  return calls === 0 ? 'No findings: the history has no matching calls.' : 'No findings.';
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
        'Repeats and allow-list',
        `${shownNumber(totals.repeats)} repeats; ${shownNumber(totals.covered)} covered by the allow-list`,
      ],
    ]),
  ];
}

function plotParts(model: ReportModel): Child[] {
  const { hours, regions, timeline } = model;
  const [worst] = hours.rows;
  const shared = `${counted(hours.rows.length, 'row')} of principals, the most severe first; the shape shows the highest severity of each.`;
  const worstText =
    worst === undefined
      ? ''
      : ` First is ${worst.label}: ${counted(worst.findings, 'finding')}, highest severity ${severityName(worst.severity)}.`;
  return [
    timeline && timelineFigure(timeline, model),
    matrixFigure({
      title: 'Principals by hour of the day',
      summary: `Findings by the hour (UTC) in which they start. ${shared}${worstText}`,
      matrix: hours,
      what: 'hour',
      isTilted: false,
    }),
    matrixFigure({
      title: 'Regions by principal',
      summary: `Findings with calls in a region, for ${counted(regions.columns.length, 'region')}. ${shared}`,
      matrix: regions,
      what: 'region',
      isTilted: true,
    }),
  ];
}
