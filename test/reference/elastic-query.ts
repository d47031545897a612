import { DuckDBInstance } from '@duckdb/node-api';
import type { RuleId } from '../../src/detection/rules/catalog';

/** A row of the Elastic query: one window of one ARN that reaches both thresholds. */
export interface ElasticRow {
  readonly ruleId: RuleId;
  /** Start of the window, seconds since the epoch. */
  readonly start: number;
  /** Null where identities had none: the query puts all of those into one group. */
  readonly arn: string | null;
  readonly regions: number;
}

/** The text at a path of the record, as SQL. */
function textAt(jsonPath: string): string {
  return `json_extract_string(record, '$.${jsonPath}')`;
}

/** The filters of the two ES|QL queries, over a column `record` that holds a CloudTrail record as JSON. */
const FILTERS: Readonly<Record<RuleId, string>> = {
  'describe-instances': `${textAt('eventSource')} = 'ec2.amazonaws.com'
    AND ${textAt('eventName')} = 'DescribeInstances'`,
  'get-service-quota': `${textAt('eventSource')} = 'servicequotas.amazonaws.com'
    AND ${textAt('eventName')} = 'GetServiceQuota'
    AND ${textAt('requestParameters.serviceCode')} = 'ec2'
    AND ${textAt('requestParameters.quotaCode')} = 'L-1216C47A'`,
};

/** How the records of a file are laid out. */
export type TrailLayout = 'ndjson' | 'log-files';

/**
 * Runs what the Elastic rules run (`DATE_TRUNC(30 seconds)`, `COUNT_DISTINCT(cloud.region)`, `COUNT(*)` by window
 * and `user_identity.arn`) in DuckDB, straight on the files.
 *
 * @param files path or glob; a name in `.gz` is decompressed.
 */
export async function runElasticQuery(files: string, layout: TrailLayout): Promise<ElasticRow[]> {
  const source = `read_json_objects('${files.replaceAll("'", "''")}', format = 'auto', maximum_object_size = 134217728)`;
  const records =
    layout === 'ndjson'
      ? `SELECT json AS record FROM ${source}`
      : `SELECT unnest(CAST(json_extract(json, '$.Records') AS JSON[])) AS record FROM ${source}`;
  const selects = Object.entries(FILTERS).map(
    ([ruleId, filter]) => `
      SELECT '${ruleId}' AS rule_id,
        CAST(epoch(time_bucket(INTERVAL 30 SECONDS, CAST(${textAt('eventTime')} AS TIMESTAMP))) AS DOUBLE) AS start,
        ${textAt('userIdentity.arn')} AS arn,
        CAST(count(DISTINCT ${textAt('awsRegion')}) AS INTEGER) AS regions
      FROM records WHERE ${filter}
      GROUP BY ALL HAVING count(DISTINCT ${textAt('awsRegion')}) >= 10 AND count(*) >= 10`,
  );
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(
      `WITH records AS MATERIALIZED (${records}) ${selects.join(' UNION ALL ')} ORDER BY start, rule_id, arn`,
    );
    return reader
      .getRowsJS()
      .map(([ruleId, start, arn, regions]) => ({ ruleId, start, arn, regions }) as ElasticRow);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
