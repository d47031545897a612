import type { Finding } from '../../src/detection/finding';
import { principalLabel } from '../../src/detection/principal-label';
import type { Severity } from '../../src/detection/rules/rule';
import { totalsOf } from '../../src/detection/totals';
import { alertColumn } from './alert-column';
import type { Column, Emphasis } from './table';
import { shortenedPrincipal } from './terminal-text';

/** Keys may hold spaces. */
const SEPARATOR = ' | ';

const EMPHASES: Readonly<Partial<Record<Severity, Emphasis>>> = {
  critical: 'alarm',
  high: 'alarm',
  medium: 'warning',
  informational: 'faint',
};

/** How a severity stands out. */
export function emphasisOf(severity: Severity): Emphasis | undefined {
  return EMPHASES[severity];
}

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
  return [
    ...MEASURES,
    ...optional(NOTE),
    alertColumn(findings, notifyFrom),
    PRINCIPAL,
    ...optional(ALSO_UNDER),
  ];
}

const MEASURES: readonly Column<Finding>[] = [
  { title: 'start', key: 'windowStart', value: ({ window }) => window.start },
  {
    title: 'severity',
    key: 'severity',
    value: ({ severity, score }) => `${severity} (${score})`,
    emphasis: ({ severity }) => emphasisOf(severity),
  },
  { title: 'rule', key: 'rule', value: ({ rule }) => rule.id },
  { title: 'regions', key: 'regions', value: ({ evidence }) => evidence.regionCount },
  { title: 'calls', key: 'calls', value: ({ evidence }) => evidence.callCount },
  { title: 'seconds', key: 'seconds', value: (finding) => totalsOf(finding).seconds },
];

const NOTE: Column<Finding> = {
  title: 'note',
  key: 'note',
  value: ({ repeatOf, evidence }) =>
    [repeatOf && 'repeat', evidence.atLeast && 'at least'].filter(Boolean).join(', '),
  emphasis: () => 'faint',
};

const PRINCIPAL: Column<Finding> = {
  title: 'principal',
  key: 'principal',
  value: ({ principal }) => principalLabel(principal),
  isElastic: true,
  shorten: shortenedPrincipal,
};

const ALSO_UNDER: Column<Finding> = {
  title: 'also under',
  key: 'alsoUnder',
  value: ({ alsoUnder = [] }) => alsoUnder.map((key) => principalLabel({ key })).join(SEPARATOR),
};

/** The columns of findings in CSV: one row each; a list is one cell, its values separated by spaces. */
export const FINDING_CSV_COLUMNS: readonly Column<Finding>[] = (
  [
    ['id', ({ id }) => id],
    ['repeatOf', ({ repeatOf }) => repeatOf ?? ''],
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
    ['alsoUnder', ({ alsoUnder = [] }) => alsoUnder.join(SEPARATOR)],
  ] satisfies [string, Column<Finding>['value']][]
).map(([key, value]) => ({ title: key, key, value }));
