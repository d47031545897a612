import type { Finding } from '../../src/detection/finding';
import { principalLabel } from '../../src/detection/principal-label';
import type { Severity } from '../../src/detection/rules/rule';
import { spanSeconds } from '../../src/notification/facts';
import { alertColumn } from './alert-column';
import type { Column, CsvColumns, Emphasis } from './table';
import { shortenedPrincipal } from './terminal-text';

/** How a severity stands out. */
export const EMPHASES: Readonly<Partial<Record<Severity, Emphasis>>> = {
  critical: 'alarm',
  high: 'alarm',
  medium: 'warning',
  informational: 'faint',
};

/**
 * The columns of findings on a terminal: who, where, how bad, and whether an alert would be sent.
 *
 * @param findings the rows. Columns that would be empty are left out.
 */
export function findingColumns(
  findings: readonly Finding[],
  notifyFrom: Severity,
): readonly Column<Finding>[] {
  const optional = (column: Column<Finding>): Column<Finding>[] =>
    findings.some((finding) => column.value(finding) !== '') ? [column] : [];
  return [...MEASURES, ...optional(NOTE), alertColumn(findings, notifyFrom), PRINCIPAL];
}

const MEASURES: readonly Column<Finding>[] = [
  { title: 'start', value: ({ window }) => window.start },
  {
    title: 'severity',
    value: ({ severity, score }) => `${severity} (${score})`,
    emphasis: ({ severity }) => EMPHASES[severity],
  },
  { title: 'rule', value: ({ rule }) => rule.id },
  { title: 'regions', value: ({ evidence }) => evidence.regionCount },
  { title: 'calls', value: ({ evidence }) => evidence.callCount },
  { title: 'seconds', value: ({ evidence }) => spanSeconds(evidence) - 1 },
];

const NOTE: Column<Finding> = {
  title: 'note',
  value: ({ evidence }) => (evidence.atLeast ? 'at least' : ''),
  emphasis: () => 'faint',
};

const PRINCIPAL: Column<Finding> = {
  title: 'principal',
  value: ({ principal }) => principalLabel(principal),
  isElastic: true,
  shorten: shortenedPrincipal,
};

/** The columns of findings in CSV: one row each; a list is one cell, its values separated by spaces. */
export const FINDING_CSV_COLUMNS: CsvColumns<Finding> = [
  ['id', ({ id }) => id],
  ['incidentId', ({ incidentId }) => incidentId],
  ['rule', ({ rule }) => rule.id],
  ['severity', ({ severity }) => severity],
  ['score', ({ score }) => score],
  ['reasons', ({ reasons }) => reasons.map(({ id }) => id).join(' ')],
  ['windowStart', ({ window }) => window.start],
  ['windowEnd', ({ window }) => window.end],
  ['firstCall', ({ evidence }) => evidence.firstCall],
  ['lastCall', ({ evidence }) => evidence.lastCall],
  ['principal', ({ principal }) => principal.key],
  ['principalType', ({ principal }) => principal.type],
  ['arn', ({ principal }) => principal.arn ?? ''],
  ['roleArn', ({ principal }) => principal.roleArn ?? ''],
  ['accountId', ({ principal }) => principal.accountId ?? ''],
  ['regionCount', ({ evidence }) => evidence.regionCount],
  ['callCount', ({ evidence }) => evidence.callCount],
  ['deniedCount', ({ evidence }) => evidence.deniedCount],
  ['atLeast', ({ evidence }) => String(evidence.atLeast)],
  ['regions', ({ evidence }) => evidence.regions.join(' ')],
  ['accountIds', ({ evidence }) => evidence.accountIds.join(' ')],
  ['accessKeyIds', ({ evidence }) => evidence.accessKeyIds.join(' ')],
  ['sourceIps', ({ evidence }) => evidence.sourceIps.join(' ')],
  ['userAgents', ({ evidence }) => evidence.userAgents.join(' | ')],
  ['errorCodes', ({ evidence }) => evidence.errorCodes.join(' ')],
  ['detectedAt', ({ detectedAt }) => detectedAt],
];
