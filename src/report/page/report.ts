import type { ReportModel, Timeline } from '../model';
import { shownNumber } from '../shown-number';
import { type Child, el, items, pairs } from './dom';
import { findingsTable } from './findings-table';
import { counted } from './format';
import { incidentsTable } from './incidents-table';
import { matrixFigure } from './matrix';
import { severityMark, severityName } from './severity';
import { timelineFigure } from './timeline';
import { tuningParts } from './tuning';

/** Draws the report into the page. */
export function drawReport(model: ReportModel): void {
  const { command, totals, tuning, timeline, madeAt } = model;
  const { firstCall, lastCall } = totals;
  const sections: [id: string, title: string, parts: Child[]][] = [
    ['summary', 'Summary', summaryParts(model)],
  ];
  if (tuning) {
    sections.push(['tuning', 'Settings', tuningParts(tuning)]);
  }
  if (timeline) {
    sections.push(['plots', 'When, who and where', plotParts(model, timeline)]);
  }
  if (totals.findings > 0) {
    sections.push(['incidents', 'Incidents', [incidentsTable(model)]]);
  }
  const findings = totals.findings === 0 ? noFinding(model) : findingsTable(model);
  sections.push(['findings', 'Findings', [findings]]);
  const span = firstCall && lastCall ? `, ${day(firstCall)} to ${day(lastCall)}` : '';
  const subject = command === 'tune' ? 'Settings tried on' : 'Sweeps in';
  const links = sections.map(([id, title]) => el('a', { href: `#${id}` }, title));
  const drawn = sections.map(([id, title, parts]) => {
    const heading = el('h2', { id: `${id}-title` }, title);
    return el('section', { id, 'aria-labelledby': `${id}-title`, tabindex: -1 }, heading, parts);
  });
  document.title = `RegionSweep report${span}`;
  document.body.append(
    el('a', { class: 'skip', href: '#findings' }, 'Skip to the findings'),
    el(
      'header',
      el('h1', 'RegionSweep report'),
      el('p', { class: 'soft' }, `${subject} a CloudTrail history${span}. All times are UTC.`),
    ),
    el('nav', { 'aria-label': 'Sections' }, el('ul', items(links))),
    el('main', drawn),
    el(
      'footer',
      `Written by regionsweep ${command} on ${madeAt.replace('T', ' ').replace('Z', ' UTC')}. This file makes no network requests.`,
    ),
  );
}

function noFinding({ totals, isWhole }: ReportModel): HTMLElement {
  if (!isWhole) {
    return el(
      'p',
      'No findings in what could be read, which is not the whole history: this is no all-clear.',
    );
  }
  const reason = totals.calls === 0 ? ': the history has no matching calls' : '';
  return el('p', `No findings${reason}.`);
}

function day(time: string): string {
  return time.slice(0, 10);
}

function summaryParts({ totals, notes, settings }: ReportModel): Child[] {
  const tile = (label: Child, value: number): HTMLElement =>
    el('div', el('dt', label), el('dd', shownNumber(value)));
  const severities = totals.bySeverity.map((number, severity) => ({ number, severity })).reverse();
  return [
    el(
      'dl',
      { class: 'tiles' },
      tile('incidents', totals.incidents),
      tile('findings', totals.findings),
      tile('principals', totals.principals),
      severities.map(({ number, severity }) => tile(severityMark(severity), number)),
      tile('calls', totals.calls),
      tile('days with calls', totals.daysWithCalls),
    ),
    notes.length === 0 ? undefined : el('ul', { class: 'notes' }, items(notes)),
    pairs([
      ...settings.map(({ label, text }) => [label, text] as const),
      ['Allow-list', `covers ${counted(totals.covered, 'finding')}`],
    ]),
  ];
}

function plotParts({ hours, regions, totals }: ReportModel, timeline: Timeline): Child[] {
  const [worst] = hours.rows;
  const shared = `${counted(hours.rows.length, 'row')} of principals, the most severe first; the shape shows the highest severity of each.`;
  const worstText =
    worst === undefined
      ? ''
      : ` First is ${worst.label}: ${counted(worst.findings, 'finding')}, highest severity ${severityName(worst.severity)}.`;
  return [
    timelineFigure(timeline, totals),
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
