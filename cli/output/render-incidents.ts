import type { Incident } from '../../src/detection/incident/incident';
import type { Screen } from '../terminal';
import type { IncidentFormat } from './formats';
import { INCIDENT_COLUMNS, INCIDENT_CSV_COLUMNS } from './incident-columns';
import { indentedJson, jsonLines } from './json-text';
import { nothingFound } from './nothing-found';
import { renderCsv } from './render-csv';
import { renderTable } from './render-table';

/** How to write incidents. */
export interface IncidentView {
  readonly screen: Screen;
  /** Whether everything was read. */
  readonly isWhole: boolean;
}

/** Incidents as text that ends with a line feed. Without incidents: what the format needs, or nothing. */
export async function renderIncidents(
  incidents: readonly Incident[],
  format: IncidentFormat,
  { screen, isWhole }: IncidentView,
): Promise<string> {
  switch (format) {
    case 'ndjson':
      return jsonLines(incidents);
    case 'json':
      return indentedJson(incidents);
    case 'csv':
      return renderCsv(INCIDENT_CSV_COLUMNS, incidents);
    case 'table':
      return incidents.length === 0
        ? nothingFound('incidents', isWhole)
        : renderTable(INCIDENT_COLUMNS, incidents, screen);
    case 'ocsf': {
      const { renderOcsfIncident } = await import(
        '../../src/notification/ocsf/render-ocsf-incident'
      );
      return jsonLines(incidents.map((incident) => renderOcsfIncident(incident)));
    }
  }
}
