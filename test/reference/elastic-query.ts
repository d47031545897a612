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

/**
 * How the records of files are laid out, and how they are read: `ndjson` and `log-files` as JSON, whatever their shape;
 * `typed-log-files` by the types of the members that the query needs and of nothing else, where all records must have
 * them in one shape; `inferred-log-files` by types that DuckDB finds out for itself, from all files.
 */
export type TrailLayout = 'ndjson' | 'log-files' | 'typed-log-files' | 'inferred-log-files';

/** SQL for the text at a path of the record, in which a column holds a CloudTrail record. */
type TextAt = (path: string) => string;

const textInJson: TextAt = (path) => `json_extract_string(record, '$.${path}')`;
const textInStruct: TextAt = (path) => `record.${path}`;
/** What is inside of a member has whatever type was found. */
const textInAny: TextAt = (path) => {
  const [member, ...inside] = path.split('.');
  return inside.length === 0
    ? `record.${member}`
    : `json_extract_string(to_json(record.${member}), '$.${inside.join('.')}')`;
};

/** What of a record the queries need, as a type of DuckDB. */
const RECORD_TYPE = `STRUCT(
  eventSource VARCHAR, eventName VARCHAR, eventTime VARCHAR, awsRegion VARCHAR,
  userIdentity STRUCT(arn VARCHAR),
  requestParameters STRUCT(serviceCode VARCHAR, quotaCode VARCHAR)
)`;

const LAYOUTS: Readonly<
  Record<TrailLayout, { readonly records: (files: string) => string; readonly textAt: TextAt }>
> = {
  ndjson: {
    records: (files) => `SELECT json AS record FROM read_json_objects(${files})`,
    textAt: textInJson,
  },
  'log-files': {
    records: (files) =>
      `SELECT unnest(Records) AS record FROM read_json(${files}, columns = {Records: 'JSON[]'})`,
    textAt: textInJson,
  },
  'typed-log-files': {
    records: (files) =>
      `SELECT unnest(Records) AS record FROM read_json(${files}, columns = {Records: '${RECORD_TYPE}[]'})`,
    textAt: textInStruct,
  },
  'inferred-log-files': {
    records: (files) =>
      `SELECT unnest(Records) AS record FROM read_json(${files}, union_by_name = true)`,
    textAt: textInAny,
  },
};

/** The filters of the two ES|QL queries. */
function filters(textAt: TextAt): Readonly<Record<RuleId, string>> {
  return {
    'describe-instances': `${textAt('eventSource')} = 'ec2.amazonaws.com'
    AND ${textAt('eventName')} = 'DescribeInstances'`,
    'get-service-quota': `${textAt('eventSource')} = 'servicequotas.amazonaws.com'
    AND ${textAt('eventName')} = 'GetServiceQuota'
    AND ${textAt('requestParameters.serviceCode')} = 'ec2'
    AND ${textAt('requestParameters.quotaCode')} = 'L-1216C47A'`,
  };
}

/**
 * Runs what the Elastic rules run (`DATE_TRUNC(30 seconds)`, `COUNT_DISTINCT(cloud.region)`, `COUNT(*)` by window
 * and `user_identity.arn`) in DuckDB, straight on the files.
 *
 * @param files path or glob; a name in `.gz` is decompressed.
 */
export async function runElasticQuery(files: string, layout: TrailLayout): Promise<ElasticRow[]> {
  const { records, textAt } = LAYOUTS[layout];
  const source = `'${files.replaceAll("'", "''")}', format = 'auto', maximum_object_size = 134217728`;
  const selects = Object.entries(filters(textAt)).map(
    ([ruleId, filter]) => `
      SELECT '${ruleId}' AS rule_id,
        CAST(epoch(time_bucket(INTERVAL 30 SECONDS, CAST(${textAt('eventTime')} AS TIMESTAMP))) AS DOUBLE) AS start,
        ${textAt('userIdentity.arn')} AS arn,
        CAST(count(DISTINCT ${textAt('awsRegion')}) AS INTEGER) AS regions
      FROM calls WHERE ${filter}
      GROUP BY ALL HAVING count(DISTINCT ${textAt('awsRegion')}) >= 10 AND count(*) >= 10`,
  );
  // Both queries read the files once, and keep nothing but what may be a call.
  const calls = `SELECT record FROM (${records(source)})
    WHERE ${textAt('eventName')} IN ('DescribeInstances', 'GetServiceQuota')`;
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(
      `WITH calls AS MATERIALIZED (${calls}) ${selects.join(' UNION ALL ')} ORDER BY start, rule_id, arn`,
    );
    return reader
      .getRowsJS()
      .map(([ruleId, start, arn, regions]) => ({ ruleId, start, arn, regions }) as ElasticRow);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
