import type { ReportIncident, ReportModel } from '../model';
import { type Child, el, items, numberCell } from './dom';
import { tableOfFindings } from './findings-table';
import { shownTime, textIn } from './format';
import { openingRow } from './opening-row';
import { pagedTable } from './paged-table';
import { INCIDENT_COLUMNS, SEVERITY_COLUMN, sorted } from './rows';
import { severityMark } from './severity';

/** The table of incidents, the most severe first. A row opens to its findings. */
export function incidentsTable(model: ReportModel): HTMLElement {
  const { incidents } = model;
  const table = pagedTable({
    noun: 'incident',
    columns: INCIDENT_COLUMNS,
    sortedBy: SEVERITY_COLUMN,
    total: incidents.length,
    select: (column, direction) => sorted(incidents, model, column, direction),
    rowOf: (incident) => rowOf(incident, model),
  });
  return el('div', table.parts);
}

function rowOf(incident: ReportIncident, model: ReportModel): Node {
  const index = model.incidents.indexOf(incident);
  return openingRow({
    title: shownTime(incident.start),
    cells: [
      el('td', { class: 'short' }, shownTime(incident.end)),
      el('td', { class: 'short' }, severityMark(incident.severity), ` ${incident.score}`),
      el('td', { class: 'mono who' }, textIn(model)(incident.who)),
      numberCell(incident.sweeps),
      numberCell(incident.regions),
      numberCell(incident.calls),
    ],
    detailClass: 'members',
    detail: () => {
      const own = model.findings.filter((finding) => finding.incident === index);
      return [
        el('p', { class: 'mono' }, incident.id),
        ...timelineOf(incident, model),
        ...(own.length > 0 ? tableOfFindings(own, model) : []),
      ];
    },
  });
}

/** What happened, where there is more than sweeps, and what that adds to the score. */
function timelineOf({ timeline, reasons }: ReportIncident, model: ReportModel): Child[] {
  const text = textIn(model);
  const lines = timeline.map(([second, what]) => `${shownTime(second)}  ${text(what)}`);
  return lines.length === 0
    ? []
    : [
        el('ul', { class: 'mono', 'aria-label': 'Timeline (UTC)' }, items(lines)),
        el(
          'ul',
          { 'aria-label': 'What the watched calls add to the score' },
          items(reasons.map(text)),
        ),
      ];
}
