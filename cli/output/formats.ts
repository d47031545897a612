import type { Screen } from '../terminal';

/** The formats of every result. */
export const FORMATS = ['table', 'ndjson', 'json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

/** The formats of findings: also OCSF Detection Findings and findings of Security Hub (ASFF), one per line. */
export const FINDING_FORMATS = [...FORMATS, 'ocsf', 'asff'] as const;
export type FindingFormat = (typeof FINDING_FORMATS)[number];

/** The formats of incidents: also OCSF Incident Findings, one per line. */
export const INCIDENT_FORMATS = [...FORMATS, 'ocsf'] as const;
export type IncidentFormat = (typeof INCIDENT_FORMATS)[number];

/** The default format, in words. */
export const DEFAULT_FORMAT_IN_WORDS = 'table on a terminal, else ndjson';

/** The given format; else a table for people, and lines for programs. */
export function formatFor<Asked extends string>(
  asked: Asked | undefined,
  { stdout }: Screen,
): Asked | 'table' | 'ndjson' {
  return asked ?? (stdout.isTTY === true ? 'table' : 'ndjson');
}
