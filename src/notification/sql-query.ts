import type { Finding } from '../detection/finding';
import { sqlLiteral } from './escape';
import { searchStart } from './facts';
import type { OtherCallers } from './other-callers';
import { principalConditions, type ReadyQuery, SHOWN_FIELDS } from './principal-query';

/** The table that CloudTrail sets up for Athena. */
const ATHENA_TABLE = 'cloudtrail_logs';

/**
 * What this principal and others called, over the table that CloudTrail sets up for Athena.
 * @param since first activity to search around.
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table.html
 */
export function renderAthenaQuery(
  finding: Finding,
  since = finding.evidence.firstCall,
  others?: OtherCallers,
): ReadyQuery {
  return sqlQuery(finding, ATHENA_TABLE, searchStart(since), others);
}

/**
 * What this principal and others called, over an event data store of CloudTrail Lake. Its ID stands for a table; its times are
 * timestamps. `undefined` where the ID is not one.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-limitations.html
 */
export function renderLakeQuery(
  finding: Finding,
  eventDataStore: string,
  since = finding.evidence.firstCall,
  others?: OtherCallers,
): ReadyQuery | undefined {
  const id = eventDataStore.split('/').at(-1) ?? '';
  const start = searchStart(since).slice(0, 19).replace('T', ' ');
  return /^[0-9a-fA-F-]{36}$/.test(id) ? sqlQuery(finding, id, start, others) : undefined;
}

function sqlQuery(
  finding: Finding,
  table: string,
  start: string,
  others: OtherCallers | undefined,
): ReadyQuery {
  const { conditions, alternatives, remarks } = principalConditions(finding, sqlLiteral, others);
  const clauses = clausesOf(conditions.map(equation), alternatives.map(equation));
  const columns = SHOWN_FIELDS.map((fields) => fields.join(', ').toLowerCase());
  return {
    lines: [
      `SELECT ${columns.join(',\n       ')}`,
      `FROM ${table}`,
      `WHERE ${[...clauses, `eventtime >= '${start}'`].join('\n  AND ')}`,
      'ORDER BY eventtime;',
    ].flatMap((part) => part.split('\n')),
    remarks,
  };
}

function clausesOf(all: readonly string[], alternatives: readonly string[]): readonly string[] {
  return alternatives.length === 0
    ? all
    : [`(${[bracketed(all), ...alternatives].join('\n    OR ')})`];
}

function bracketed(all: readonly string[]): string {
  return all.length > 1 ? `(${all.join(' AND ')})` : all.join();
}

function equation([field, literal]: readonly [field: string, literal: string]): string {
  return `${field.toLowerCase()} = ${literal}`;
}
