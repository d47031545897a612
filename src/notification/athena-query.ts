import type { Finding } from '../detection/finding';
import type { ReadyQuery } from './lookup-command';
import { principalQuery } from './principal-query';

/**
 * A query over the table that CloudTrail sets up for Athena: what this principal called in the span of the sweep.
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table.html
 */
export function renderAthenaQuery(finding: Finding): ReadyQuery {
  return principalQuery(finding, { table: 'cloudtrail_logs', timeOf: (isoTime) => isoTime });
}
