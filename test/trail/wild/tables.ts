import { gzipSync } from 'node:zlib';
import { parquetOf } from './parquet';
import type { WildRecord } from './records';
import { csv, json, lowerCased, pretty, spaced, structText, type WildShape } from './shape';

const DDL = 'https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table.html';
const ATHENA = 'https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html';
const RESULT_FILES = 'https://docs.aws.amazon.com/athena/latest/ug/querying.html';
const LAKE =
  'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetQueryResults.html';
const LAKE_SCHEMA =
  'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-supported-event-schemas.html';
const LAKE_FILES =
  'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-download-cloudtrail-lake-query-results.html';
const FEW = 'all but the columns of the query: event ID, account, user agent, error code';

type Row = Record<string, string | null>;

/** `useridentity` in the order of the DDL that AWS documents. */
const identityStruct = ({ userIdentity: user }: WildRecord) => ({
  type: user.type,
  principalid: user.principalId,
  arn: user.arn,
  accountid: user.accountId,
  invokedby: null,
  accesskeyid: user.accessKeyId,
  username: user.userName,
  onbehalfof: null,
  sessioncontext: null,
});

const tlsStruct = ({ tlsDetails }: WildRecord) => structText(lowerCased(tlsDetails));

/** All columns of the documented table. */
function athenaRow(record: WildRecord): Row {
  return {
    eventversion: record.eventVersion,
    useridentity: structText(identityStruct(record)),
    eventtime: record.eventTime,
    eventsource: record.eventSource,
    eventname: record.eventName,
    awsregion: record.awsRegion,
    sourceipaddress: record.sourceIPAddress,
    useragent: record.userAgent,
    errorcode: record.errorCode ?? null,
    errormessage: record.errorMessage ?? null,
    requestparameters: json(record.requestParameters),
    responseelements: null,
    additionaleventdata: null,
    requestid: record.requestID,
    eventid: record.eventID,
    resources: null,
    eventtype: record.eventType,
    apiversion: null,
    readonly: 'true',
    recipientaccountid: record.recipientAccountId,
    serviceeventdetails: null,
    sharedeventid: null,
    vpcendpointid: null,
    eventcategory: record.eventCategory,
    tlsdetails: tlsStruct(record),
  };
}

/** What `SELECT eventtime, eventname, …, useridentity.arn` returns. */
const fewColumns = (record: WildRecord): Row => ({
  eventtime: record.eventTime,
  eventname: record.eventName,
  eventsource: record.eventSource,
  awsregion: record.awsRegion,
  arn: record.userIdentity.arn,
  sourceipaddress: record.sourceIPAddress,
});

/** A row of `SELECT *` of an event data store. */
const lakeRow = (record: WildRecord): Row => ({
  ...athenaRow(record),
  eventtime: spaced(record, '.000'),
  requestparameters: structText(record.requestParameters),
});

/** Athena writes `null` as nothing, without quotes. */
const athenaCsv = (rows: readonly Row[]) => csv(rows);

const athenaApi = (rows: readonly Row[]) => {
  const names = Object.keys(rows[0] ?? {});
  const row = (values: readonly (string | null)[]) => ({
    Data: values.map((value) => (value === null ? {} : { VarCharValue: value })),
  });
  return pretty({
    UpdateCount: 0,
    ResultSet: {
      Rows: [row(names), ...rows.map((values) => row(Object.values(values)))],
      ResultSetMetadata: {
        ColumnInfo: names.map((Name) => ({ CatalogName: 'hive', Name, Type: 'varchar' })),
      },
    },
  });
};

const lakeApi = (rows: readonly Row[]) =>
  pretty({
    QueryStatus: 'FINISHED',
    QueryStatistics: { ResultsCount: rows.length, TotalResultsCount: rows.length, BytesScanned: 1 },
    QueryResultRows: rows.map((row) =>
      Object.entries(row).map(([name, value]) => ({ [name]: value ?? '' })),
    ),
  });

/** Athena, CloudTrail Lake, and tables in Parquet. */
export const TABLES: readonly WildShape[] = [
  {
    name: 'athena.csv',
    source: `${DDL}, ${RESULT_FILES}`,
    write: (records) => athenaCsv(records.map(athenaRow)),
  },
  {
    name: 'athena-few-columns.csv',
    source: RESULT_FILES,
    lacks: FEW,
    write: (records) => athenaCsv(records.map(fewColumns)),
  },
  {
    name: 'athena-identity-json.csv',
    source:
      'https://docs.aws.amazon.com/athena/latest/ug/extracting-data-from-JSON.html (CAST AS JSON)',
    write: (records) =>
      athenaCsv(
        records.map((record) => ({
          ...athenaRow(record),
          useridentity: json(identityStruct(record)),
        })),
      ),
  },
  {
    name: 'athena-api.json',
    source: `${ATHENA}, ${DDL}`,
    write: (records) => athenaApi(records.map(athenaRow)),
  },
  {
    name: 'athena-api-few-columns.json',
    source: ATHENA,
    lacks: FEW,
    write: (records) => athenaApi(records.map(fewColumns)),
  },
  {
    name: 'athena-unload.gz',
    source: 'https://docs.aws.amazon.com/athena/latest/ug/unload.html (FORMAT = JSON)',
    write: (records) =>
      gzipSync(
        records
          .map(
            (record) => `${json({ ...athenaRow(record), useridentity: identityStruct(record) })}\n`,
          )
          .join(''),
      ),
  },
  {
    name: 'athena-unload-text',
    source: 'https://docs.aws.amazon.com/athena/latest/ug/unload.html (FORMAT = TEXTFILE)',
    lacks: 'names of columns',
    write: (records) =>
      records.map((record) => `${Object.values(athenaRow(record)).join('\u0001')}\n`).join(''),
  },
  {
    name: 'athena-unload.parquet',
    source: 'https://docs.aws.amazon.com/athena/latest/ug/unload.html (FORMAT = PARQUET)',
    write: (records) =>
      parquetOf(
        records.map((record) => ({ ...athenaRow(record), useridentity: identityStruct(record) })),
      ),
  },
  {
    name: 'records.parquet',
    source: 'https://duckdb.org/docs/stable/data/parquet/overview (COPY of the records)',
    write: (records) => parquetOf(records),
  },
  {
    name: 'lake-api.json',
    source: `${LAKE}, ${LAKE_SCHEMA}`,
    write: (records) => lakeApi(records.map(lakeRow)),
  },
  {
    name: 'lake-api-few-columns.json',
    source: LAKE,
    lacks: FEW,
    write: (records) =>
      lakeApi(
        records.map((record) => ({
          eventTime: spaced(record, '.000'),
          eventName: record.eventName,
          eventSource: record.eventSource,
          awsRegion: record.awsRegion,
          arn: record.userIdentity.arn,
          sourceIPAddress: record.sourceIPAddress,
        })),
      ),
  },
  {
    name: 'lake-api-event-json.json',
    source: `${LAKE} (SELECT eventJson)`,
    write: (records) => lakeApi(records.map((record) => ({ eventJson: json(record) }))),
  },
  {
    name: 'lake-result_1.csv.gz',
    source: LAKE_FILES,
    write: (records) => gzipSync(csv(records.map(lakeRow), { quoted: false })),
  },
  {
    name: 'lake-result_sign.json',
    source:
      'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-results-file-validation-sign-file-structure.html',
    lacks: 'the records: it signs the files that hold them',
    write: () =>
      json({
        version: '1.0',
        region: 'us-east-1',
        files: [{ fileHashValue: 'de85a48b8a363033c891abd723181243', fileName: 'result_1.csv.gz' }],
        hashAlgorithm: 'SHA-256',
        signatureAlgorithm: 'SHA256withRSA',
        queryCompleteTime: '2026-03-14T10:06:51Z',
        hashSignature: '7664652aaf1d5a17a12ba50abe6aca77c0ec76264bdf7dce71ac6d1c7781117c',
        publicKeyFingerprint: '67b9fa73676d86966b449dd677850753',
      }),
  },
];
