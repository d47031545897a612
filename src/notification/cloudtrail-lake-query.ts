import type { Finding } from '../detection/finding';
import type { ReadyQuery } from './lookup-command';
import { principalQuery } from './principal-query';

/**
 * A query over an event data store of CloudTrail Lake, whose id stands for a table; its times are timestamps.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-lake-queries.html
 */
export function renderLakeQuery(finding: Finding): ReadyQuery {
  return principalQuery(finding, {
    table: 'EVENT_DATA_STORE_ID',
    timeOf: (isoTime) => isoTime.slice(0, 19).replace('T', ' '),
  });
}
