import { DuckDBInstance } from '@duckdb/node-api';
import type { RuleId } from '../../src/detection/rules/rule-catalog';

/** The values of a window, each once, sorted, as the Elastic rules return them. */
interface ElasticValues {
  /** ISO 8601 UTC. */
  readonly eventTimes: readonly string[];
  readonly identityTypes: readonly string[];
  readonly accessKeyIds: readonly string[];
  readonly sourceIps: readonly string[];
  readonly userAgents: readonly string[];
  /** Of the accounts that were called. */
  readonly accountIds: readonly string[];
  readonly regions: readonly string[];
  /** As text, of the quota rule alone. */
  readonly requestParameters: readonly string[];
}

/** A row of the Elastic query: one window of one ARN that reaches both thresholds. */
export interface ElasticRow extends ElasticValues {
  readonly ruleId: RuleId;
  /** Start of the window, seconds since the epoch. */
  readonly start: number;
  /** Null where identities had none: the query puts all of those into one group. */
  readonly arn: string | null;
  readonly regionCount: number;
  readonly callCount: number;
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
/** The request parameters of a struct are JSON: the quota rule returns them as they are. */
const textInStruct: TextAt = (path) =>
  path.startsWith('requestParameters.') ? textInAny(path) : `record.${path}`;
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
  sourceIPAddress VARCHAR, userAgent VARCHAR, recipientAccountId VARCHAR,
  userIdentity STRUCT(arn VARCHAR, type VARCHAR, accessKeyId VARCHAR),
  requestParameters JSON
)`;

interface Layout {
  readonly records: (files: string) => string;
  readonly textAt: TextAt;
}

const LAYOUTS: Readonly<Record<TrailLayout, Layout>> = {
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

/** What is taken from each call, by the names that the queries use. */
const COLUMNS = {
  source: 'eventSource',
  name: 'eventName',
  arn: 'userIdentity.arn',
  region: 'awsRegion',
  identity_type: 'userIdentity.type',
  access_key_id: 'userIdentity.accessKeyId',
  source_ip: 'sourceIPAddress',
  user_agent: 'userAgent',
  account_id: 'recipientAccountId',
  service_code: 'requestParameters.serviceCode',
  quota_code: 'requestParameters.quotaCode',
} as const;

/** What a row lists the values of, in the order of {@link ElasticValues}. */
const LISTED = [
  "strftime(time, '%Y-%m-%dT%H:%M:%SZ')",
  'identity_type',
  'access_key_id',
  'source_ip',
  'user_agent',
  'account_id',
  'region',
] as const;

/** The filters of the two ES|QL queries. */
const FILTERS: Readonly<Record<RuleId, string>> = {
  'describe-instances': "source = 'ec2.amazonaws.com' AND name = 'DescribeInstances'",
  'get-service-quota': `source = 'servicequotas.amazonaws.com' AND name = 'GetServiceQuota'
    AND service_code = 'ec2' AND quota_code = 'L-1216C47A'`,
};

/**
 * Runs what the Elastic rules run, in DuckDB and straight on the files: `DATE_TRUNC(30 seconds)`,
 * `COUNT_DISTINCT(cloud.region)` and `COUNT(*)` by window and `user_identity.arn`, and `VALUES` of those fields of the
 * rules that CloudTrail itself writes.
 *
 * @param files path or glob; a name in `.gz` is decompressed.
 * @see https://github.com/elastic/detection-rules/blob/main/rules_building_block/discovery_ec2_multi_region_describe_instances.toml
 * @see https://github.com/elastic/detection-rules/blob/main/rules/integrations/aws/discovery_servicequotas_multi_region_service_quota_requests.toml
 */
export async function runElasticQuery(files: string, layout: TrailLayout): Promise<ElasticRow[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(queryOn(files, LAYOUTS[layout]));
    return reader.getRowsJS().map((row) => rowOf(row));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Both rules read the files once, and keep nothing but what may be a call. */
function queryOn(files: string, { records, textAt }: Layout): string {
  const source = `'${files.replaceAll("'", "''")}', format = 'auto', maximum_object_size = 134217728`;
  const columns = Object.entries(COLUMNS).map(([name, path]) => `${textAt(path)} AS ${name}`);
  const selects = Object.entries(FILTERS).map(
    ([ruleId, filter]) => `
      SELECT '${ruleId}' AS rule_id,
        CAST(epoch(time_bucket(INTERVAL 30 SECONDS, time)) AS DOUBLE) AS start,
        arn,
        CAST(count(DISTINCT region) AS INTEGER) AS regions,
        CAST(count(*) AS INTEGER) AS calls,
        ${LISTED.map(valuesOf).join(', ')},
        ${ruleId === 'get-service-quota' ? valuesOf('parameters') : '[]'}
      FROM calls WHERE ${filter}
      GROUP BY rule_id, start, arn HAVING regions >= 10 AND calls >= 10`,
  );
  return `
    WITH calls AS MATERIALIZED (
      SELECT CAST(${textAt('eventTime')} AS TIMESTAMP) AS time,
        CAST(${textAt('requestParameters')} AS VARCHAR) AS parameters,
        ${columns.join(', ')}
      FROM (${records(source)})
      WHERE ${textAt('eventName')} IN ('DescribeInstances', 'GetServiceQuota')
    ) ${selects.join(' UNION ALL ')} ORDER BY start, rule_id, arn`;
}

/** `VALUES` of ES|QL: each value once, and no null. */
function valuesOf(column: string): string {
  return `coalesce(list_sort(list(DISTINCT ${column}) FILTER (${column} IS NOT NULL)), [])`;
}

function rowOf(row: readonly unknown[]): ElasticRow {
  const [ruleId, start, arn, regionCount, callCount, ...lists] = row;
  const [eventTimes, identityTypes, accessKeyIds, sourceIps, userAgents, accountIds, ...others] =
    lists;
  const [regions, requestParameters] = others;
  return {
    ruleId,
    start,
    arn,
    regionCount,
    callCount,
    eventTimes,
    identityTypes,
    accessKeyIds,
    sourceIps,
    userAgents,
    accountIds,
    regions,
    requestParameters,
  } as ElasticRow;
}
