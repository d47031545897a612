import { gzipSync } from 'node:zlib';
import { isObject, type JsonObject, objectOf } from '../../../src/detection/json';

type Records = readonly JsonObject[];

/** A file in a format, written as its documentation describes it. */
export interface Wrapping {
  readonly name: string;
  readonly write: (records: Records) => string;
  /** Members of the caller that the format loses. */
  readonly loses?: readonly string[];
  /** Calls that are not found in it. */
  readonly hides?: (record: JsonObject) => boolean;
}

const json = JSON.stringify;
const lines = (values: readonly unknown[]) => values.map((value) => `${json(value)}\n`).join('');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const gzipped = (text: string) => gzipSync(text).toString('base64');
const rowsOfCsv = (rows: readonly (readonly unknown[])[], end = '\n', delimiter = ',') =>
  rows.map((row) => `${row.map(cellOf).join(delimiter)}${end}`).join('');
const cellOf = (value: unknown) => `"${String(value ?? '').replaceAll('"', '""')}"`;

const member = (record: JsonObject, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), record);
const jsonOrNothing = (value: unknown) =>
  value === null || value === undefined ? '' : json(value);

const eventOf = (record: JsonObject) => ({
  version: '0',
  id: '6bfa22b7-4ac5-489d-a14c-7d7f17057225',
  'detail-type': 'AWS API Call via CloudTrail',
  source: `aws.${String(record['eventSource']).split('.')[0]}`,
  account: '111122223333',
  time: record['eventTime'],
  region: record['awsRegion'],
  resources: [],
  'replay-name': 'r',
  detail: record,
});

const lookupOf = (record: JsonObject) => ({
  EventId: record['eventID'],
  EventName: record['eventName'],
  ReadOnly: 'true',
  EventTime: '2026-03-03T09:00:00+00:00',
  EventSource: record['eventSource'],
  Username: 'alice',
  Resources: [],
  CloudTrailEvent: json(record),
});

const logEventOf = (record: JsonObject) => ({
  id: '356892636483914700000000',
  timestamp: 1772528400000,
  message: json(record),
});
const logsPayload = (records: Records) => ({
  messageType: 'DATA_MESSAGE',
  owner: '111122223333',
  logGroup: 'trail',
  logStream: '111122223333_CloudTrail_us-east-1',
  subscriptionFilters: ['all'],
  logEvents: records.map(logEventOf),
});
const CONTROL_MESSAGE = {
  messageType: 'CONTROL_MESSAGE',
  owner: 'CloudwatchLogs',
  logEvents: [{ id: '', timestamp: 1, message: 'CWL CONTROL MESSAGE: Checking health.' }],
};

const snsOf = (message: string) => ({
  Type: 'Notification',
  MessageId: 'm',
  TopicArn: 'arn:aws:sns:us-east-1:111122223333:t',
  Message: message,
});
const sqsOf = (body: string) => ({
  messageId: 'm',
  receiptHandle: 'h',
  body,
  attributes: {},
  eventSource: 'aws:sqs',
  awsRegion: 'us-east-1',
});
const kinesisOf = (data: string) => ({
  kinesis: { kinesisSchemaVersion: '1.0', partitionKey: 'p', sequenceNumber: '1', data },
  eventSource: 'aws:kinesis',
  eventVersion: '1.0',
  eventID: 'shardId-0:1',
  eventName: 'aws:kinesis:record',
  awsRegion: 'us-east-1',
});

const COLUMNS = [
  ...['eventversion', 'useridentity', 'eventtime', 'eventsource', 'eventname', 'awsregion'],
  ...[
    'sourceipaddress',
    'useragent',
    'errorcode',
    'errormessage',
    'requestparameters',
    'requestid',
  ],
  ...['eventid', 'eventtype', 'recipientaccountid', 'sessioncredentialfromconsole'],
];
const NAMES = new Map(
  [
    ...['eventVersion', 'userIdentity', 'eventTime', 'eventSource', 'eventName', 'awsRegion'],
    ...['sourceIPAddress', 'userAgent', 'errorCode', 'errorMessage', 'requestParameters'],
    ...['requestID', 'eventID', 'eventType', 'recipientAccountId', 'sessionCredentialFromConsole'],
  ].map((name) => [name.toLowerCase(), name]),
);

/** As Athena prints a struct: without quotes and capitals. */
const structOf = (object: JsonObject): string =>
  `{${Object.entries(object)
    .map(([name, value]) => `${name.toLowerCase()}=${isObject(value) ? structOf(value) : value}`)
    .join(', ')}}`;
const mapOf = (object: JsonObject): string =>
  `{${Object.entries(object)
    .map(([name, value]) => `${name}=${isObject(value) ? json(value) : value}`)
    .join(', ')}}`;

const athenaCell = (record: JsonObject, column: string): unknown => {
  const value = record[NAMES.get(column) as string];
  if (column === 'useridentity') {
    return structOf({
      invokedBy: null,
      identityProvider: null,
      ...objectOf(record, 'userIdentity'),
    });
  }
  return isObject(value) ? json(value) : value;
};
const lakeCell = (record: JsonObject, column: string): unknown => {
  const value = record[NAMES.get(column) as string];
  switch (column) {
    case 'eventtime':
      return String(value).replace('T', ' ').replace('Z', '.000');
    case 'useridentity':
      return athenaCell(record, column);
    case 'requestparameters':
      return isObject(value) ? mapOf(value) : value;
    default:
      return value;
  }
};

const lowerCased = (value: unknown): unknown =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name.toLowerCase(), lowerCased(inner)]),
      )
    : value;

const PATHS = [
  ...['eventTime', 'eventSource', 'eventName', 'awsRegion', 'eventID', 'eventType', 'errorCode'],
  ...['sourceIPAddress', 'userAgent', 'recipientAccountId', 'sessionCredentialFromConsole'],
  ...[
    'userIdentity.type',
    'userIdentity.arn',
    'userIdentity.principalId',
    'userIdentity.accountId',
  ],
  ...['userIdentity.accessKeyId', 'userIdentity.userName', 'userIdentity.invokedBy'],
  ...['userIdentity.sessionContext.sessionIssuer.arn'],
  ...['userIdentity.sessionContext.sessionIssuer.type'],
  ...['requestParameters.serviceCode', 'requestParameters.quotaCode'],
];
const fieldsOf = (record: JsonObject) =>
  PATHS.map((field) => ({ field, value: member(record, field) })).filter(
    ({ value }) => value !== undefined,
  );

/** Columns of the table AWSCloudTrail in Microsoft Sentinel. */
const SENTINEL: readonly (readonly [string, (record: JsonObject) => unknown])[] = [
  [
    'TimeGenerated [UTC]',
    (record) => `3/3/2026, 9:00:${String(record['eventTime']).slice(17, 19)}.000 AM`,
  ],
  ['AwsEventId', (record) => record['eventID']],
  ['AWSRegion', (record) => record['awsRegion']],
  ['EventName', (record) => record['eventName']],
  ['EventSource', (record) => record['eventSource']],
  ['EventTypeName', (record) => record['eventType']],
  ['ErrorCode', (record) => record['errorCode']],
  ['RecipientAccountId', (record) => record['recipientAccountId']],
  ['RequestParameters', (record) => jsonOrNothing(record['requestParameters'])],
  ['SourceIpAddress', (record) => record['sourceIPAddress']],
  ['UserAgent', (record) => record['userAgent']],
  ['UserIdentityType', (record) => member(record, 'userIdentity.type')],
  ['UserIdentityArn', (record) => member(record, 'userIdentity.arn')],
  ['UserIdentityPrincipalid', (record) => member(record, 'userIdentity.principalId')],
  ['UserIdentityAccountId', (record) => member(record, 'userIdentity.accountId')],
  ['UserIdentityAccessKeyId', (record) => member(record, 'userIdentity.accessKeyId')],
  ['UserIdentityUserName', (record) => member(record, 'userIdentity.userName')],
  ['UserIdentityInvokedBy', (record) => member(record, 'userIdentity.invokedBy')],
  ['SessionIssuerArn', (record) => member(record, 'userIdentity.sessionContext.sessionIssuer.arn')],
  [
    'SessionIssuerType',
    (record) => member(record, 'userIdentity.sessionContext.sessionIssuer.type'),
  ],
  ['Type', () => 'AWSCloudTrail'],
];

const CONSOLE: readonly (readonly [string, string])[] = [
  ['Event name', 'eventName'],
  ['Event time', 'eventTime'],
  ['User name', 'userIdentity.userName'],
  ['Event source', 'eventSource'],
  ['Resource type', 'x'],
  ['Resource name', 'x'],
  ['AWS access key', 'userIdentity.accessKeyId'],
  ['AWS region', 'awsRegion'],
  ['Error code', 'errorCode'],
  ['Source IP address', 'sourceIPAddress'],
  ['Event ID', 'eventID'],
  ['Read-only', 'readOnly'],
  ['Request ID', 'requestID'],
];

const common = (record: JsonObject) => ({
  activity_id: 2,
  time: Date.parse(String(record['eventTime'])),
  cloud: { provider: 'AWS', region: record['awsRegion'] },
  http_request: { user_agent: record['userAgent'] },
  src_endpoint: String(record['sourceIPAddress']).endsWith('.amazonaws.com')
    ? { domain: record['sourceIPAddress'] }
    : { ip: record['sourceIPAddress'] },
});
const apiOf = (record: JsonObject) => ({
  operation: record['eventName'],
  service: { name: record['eventSource'] },
  response: { error: record['errorCode'] ?? null, message: record['errorMessage'] ?? null },
});
const sessionOf = (record: JsonObject) => ({
  issuer: member(record, 'userIdentity.sessionContext.sessionIssuer.arn') ?? null,
});
const unmappedOf = (record: JsonObject, names: readonly string[]) =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = member(record, name);
      return value === undefined ? [] : [[name, String(value)]];
    }),
  );
const UNMAPPED = [
  ...['recipientAccountId', 'sessionCredentialFromConsole', 'readOnly', 'managementEvent'],
  'userIdentity.sessionContext.sessionIssuer.type',
];

/** Source version 2 of Security Lake. */
const ocsf110 = (record: JsonObject) => {
  const identity = objectOf(record, 'userIdentity');
  return {
    ...common(record),
    class_name: 'API Activity',
    class_uid: 6003,
    api: {
      ...apiOf(record),
      request: { uid: record['requestID'], data: jsonOrNothing(record['requestParameters']) },
    },
    metadata: {
      uid: record['eventID'],
      event_code: record['eventType'],
      version: '1.1.0',
      product: { name: 'CloudTrail', vendor_name: 'AWS', feature: { name: 'Management' } },
    },
    actor: {
      invoked_by: identity['invokedBy'] ?? null,
      session: sessionOf(record),
      user: {
        type: identity['type'],
        name: identity['userName'] ?? null,
        uid: identity['arn'] ?? null,
        uid_alt: identity['principalId'] ?? null,
        account: { uid: identity['accountId'] ?? null },
        credential_uid: identity['accessKeyId'] ?? null,
      },
    },
    unmapped: unmappedOf(record, UNMAPPED),
  };
};

/** Source version 1 of Security Lake. */
const ocsf100 = (record: JsonObject) => {
  const identity = objectOf(record, 'userIdentity');
  return {
    ...common(record),
    class_name: 'API Activity',
    class_uid: 3005,
    api: { ...apiOf(record), request: { uid: record['requestID'] } },
    metadata: {
      uid: record['eventID'],
      version: '1.0.0-rc.2',
      product: { name: 'CloudTrail', vendor_name: 'AWS' },
    },
    actor: {
      invoked_by: identity['invokedBy'],
      session: sessionOf(record),
      user: {
        type: identity['type'],
        name: identity['userName'],
        uid: identity['principalId'],
        uuid: identity['arn'],
        account_uid: identity['accountId'],
        credential_uid: identity['accessKeyId'],
      },
    },
    unmapped: unmappedOf(record, [
      ...UNMAPPED,
      'eventType',
      'requestParameters.serviceCode',
      'requestParameters.quotaCode',
    ]),
  };
};

const hitOf = (source: unknown) => ({ _index: 'trail', _id: '1', _score: 1, _source: source });
const ecsOf = (record: JsonObject) => ({
  '@timestamp': record['eventTime'],
  event: { original: json(record), action: record['eventName'], dataset: 'aws.cloudtrail' },
  aws: { cloudtrail: { event_type: 'AwsApiCall' } },
});
const table = (records: Records) => ({
  columns: COLUMNS.map((name) => ({ name, type: 'string' })),
  rows: records.map((record) => COLUMNS.map((column) => athenaCell(record, column) ?? null)),
});

export const WRAPPINGS: readonly Wrapping[] = [
  { name: 'a log file', write: (records) => json({ Records: records }) },
  { name: 'a log file, indented', write: (records) => json({ Records: records }, null, 2) },
  { name: 'JSON lines', write: lines },
  {
    name: 'records joined without line ends',
    write: (records) => records.map((one) => json(one)).join(''),
  },
  { name: 'a list', write: json },
  {
    name: 'a list of log files',
    write: (records) => json(records.map((one) => ({ Records: [one] }))),
  },
  { name: 'a list of JSON texts', write: (records) => json(records.map((one) => json(one))) },
  {
    name: 'Records of JSON texts',
    write: (records) => json({ Records: records.map((one) => json(one)) }),
  },
  { name: 'records without a capital', write: (records) => json({ records }) },
  { name: 'Records by position', write: (records) => json({ Records: { ...records } }) },
  { name: 'EventBridge events', write: (records) => lines(records.map(eventOf)) },
  { name: 'a list of EventBridge events', write: (records) => json(records.map(eventOf)) },
  {
    name: 'lookup-events',
    write: (records) => json({ Events: records.map(lookupOf), NextToken: 'x' }, null, 4),
  },
  { name: 'items of lookup-events', write: (records) => json(records.map(lookupOf)) },
  {
    name: 'lookup-events --output text',
    write: (records) =>
      records
        .map(
          (one) =>
            `EVENTS\tAKIA\t${json(one)}\tid\t${one['eventName']}\t2026\ttrue\talice\nRESOURCES\ti-1\tAWS::EC2::Instance\n`,
        )
        .join(''),
  },
  { name: 'a subscription of CloudWatch Logs', write: (records) => json(logsPayload(records)) },
  {
    name: 'payloads of CloudWatch Logs, joined by Firehose',
    write: (records) =>
      json(CONTROL_MESSAGE) + records.map((one) => json(logsPayload([one]))).join(''),
  },
  {
    name: 'CloudWatch Logs for Lambda',
    write: (records) => json({ awslogs: { data: gzipped(json(logsPayload(records))) } }),
  },
  {
    name: 'filter-log-events',
    write: (records) =>
      json({
        events: records.map((one) => ({ logStreamName: 's', ...logEventOf(one), eventId: '3' })),
        searchedLogStreams: [],
      }),
  },
  {
    name: 'filter-log-events --output text',
    write: (records) =>
      `${records.map((one) => `EVENTS\t356\t1772528400000\ts\t${json(one)}\t1772528400000\n`).join('')}SEARCHEDLOGSTREAMS\ts\tTrue\n`,
  },
  {
    name: 'an export task of CloudWatch Logs',
    write: (records) => records.map((one) => `${one['eventTime']} ${json(one)}\n`).join(''),
  },
  {
    name: 'lines of syslog',
    write: (records) =>
      records
        .map((one) => `<134>1 2026-03-03T09:00:00Z host trail - - - ${json(one)}\r\n`)
        .join(''),
  },
  {
    name: 'Logs Insights with @message',
    write: (records) =>
      json({
        results: records.map((one) => [
          { field: '@timestamp', value: '2026-03-03 09:00:00.000' },
          { field: '@message', value: json(one) },
          { field: '@ptr', value: 'x' },
        ]),
        status: 'Complete',
      }),
  },
  {
    name: 'Logs Insights with fields',
    write: (records) => json({ results: records.map(fieldsOf), status: 'Complete' }),
  },
  {
    name: 'Logs Insights, JSON of the console',
    write: (records) => json(records.map((one) => ({ '@timestamp': '2026', '@message': one }))),
  },
  {
    name: 'Logs Insights, CSV of the console',
    write: (records) =>
      rowsOfCsv([['@timestamp', '@message'], ...records.map((one) => ['2026', json(one)])]),
  },
  {
    name: 'Logs Insights with fields, CSV of the console',
    write: (records) =>
      rowsOfCsv([PATHS, ...records.map((one) => PATHS.map((path) => member(one, path)))]),
  },
  {
    name: 'Firehose records',
    write: (records) =>
      json({
        invocationId: 'i',
        records: records.map((one) => ({ recordId: '1', data: base64(json(one)) })),
      }),
  },
  {
    name: 'CloudWatch Logs in Firehose records',
    write: (records) =>
      json({
        requestId: 'i',
        records: [
          { data: gzipped(json(CONTROL_MESSAGE)) },
          { data: gzipped(json(logsPayload(records))) },
        ],
      }),
  },
  {
    name: 'a Firehose record with several records',
    write: (records) =>
      json({
        records: [{ recordId: '1', data: base64(records.map((one) => json(one)).join('')) }],
      }),
  },
  {
    name: 'Kinesis for Lambda',
    write: (records) => json({ Records: records.map((one) => kinesisOf(base64(json(one)))) }),
  },
  {
    name: 'kinesis get-records',
    write: (records) =>
      json({
        Records: records.map((one) => ({
          SequenceNumber: '1',
          Data: base64(json(eventOf(one))),
          PartitionKey: 'p',
        })),
        NextShardIterator: 'x',
        MillisBehindLatest: 0,
      }),
  },
  { name: 'SNS notifications', write: (records) => lines(records.map((one) => snsOf(json(one)))) },
  {
    name: 'SNS for Lambda',
    write: (records) =>
      json({
        Records: records.map((one) => ({
          EventSource: 'aws:sns',
          EventVersion: '1.0',
          Sns: snsOf(json(eventOf(one))),
        })),
      }),
  },
  {
    name: 'SQS for Lambda',
    write: (records) => json({ Records: records.map((one) => sqsOf(json(eventOf(one)))) }),
  },
  {
    name: 'sqs receive-message',
    write: (records) =>
      json({
        Messages: records.map((one) => ({
          MessageId: 'm',
          ReceiptHandle: 'h',
          MD5OfBody: 'x',
          Body: json(one),
        })),
      }),
  },
  {
    name: 'a log file in SNS in SQS in Lambda',
    write: (records) => json({ Records: [sqsOf(json(snsOf(json({ Records: records }))))] }),
  },
  {
    name: 'CloudWatch Logs in Kinesis in Lambda',
    write: (records) => json({ Records: [kinesisOf(gzipped(json(logsPayload(records))))] }),
  },
  {
    name: 'Firehose of SNS of SQS of CloudWatch Logs',
    write: (records) =>
      json({
        records: [
          { recordId: '1', data: base64(json(snsOf(json(sqsOf(json(logsPayload(records))))))) },
        ],
      }),
  },
  {
    name: 'Elasticsearch hits',
    write: (records) =>
      json({ took: 3, hits: { total: { value: 12 }, hits: records.map((one) => hitOf(one)) } }),
  },
  {
    name: 'Elasticsearch hits with event.original',
    write: (records) => json({ hits: { hits: records.map((one) => hitOf(ecsOf(one))) } }),
  },
  { name: 'documents with event.original', write: (records) => lines(records.map(ecsOf)) },
  {
    name: 'documents with event.original as one name',
    write: (records) =>
      lines(records.map((one) => ({ '@timestamp': '2026', 'event.original': json(one) }))),
  },
  { name: 'lines of elasticdump', write: (records) => lines(records.map(hitOf)) },
  {
    name: 'lines of the bulk API',
    write: (records) =>
      lines(records.flatMap((one) => [{ index: { _index: 'trail', _id: '1' } }, one])),
  },
  {
    name: 'ES|QL',
    write: (records) => {
      const { columns, rows } = table(records);
      return json({ took: 1, columns, values: rows });
    },
  },
  {
    name: 'CSV of Discover with event.original',
    write: (records) =>
      rowsOfCsv([['@timestamp', 'event.original'], ...records.map((one) => ['2026', json(one)])]),
  },
  {
    name: 'Splunk, JSON lines',
    write: (records) =>
      lines(
        records.map((one, offset) => ({
          preview: false,
          offset,
          result: { _raw: json(one), host: 'h' },
        })),
      ),
  },
  {
    name: 'Splunk, JSON',
    write: (records) =>
      json({ preview: false, results: records.map((one) => ({ _raw: json(one) })) }),
  },
  {
    name: 'Splunk, CSV',
    write: (records) =>
      rowsOfCsv([['_time', '_raw'], ...records.map((one) => ['2026', json(one)])], '\r\n'),
  },
  {
    name: 'Splunk, events of the HTTP Event Collector',
    write: (records) =>
      lines(records.map((event) => ({ time: 1, sourcetype: 'aws:cloudtrail', event }))),
  },
  {
    name: 'athena get-query-results',
    write: (records) =>
      json({
        UpdateCount: 0,
        ResultSet: {
          Rows: [
            COLUMNS,
            ...records.map((one) => COLUMNS.map((name) => athenaCell(one, name))),
          ].map((cells) => ({
            Data: cells.map((cell) =>
              cell === undefined || cell === null ? {} : { VarCharValue: String(cell) },
            ),
          })),
          ResultSetMetadata: { ColumnInfo: COLUMNS.map((Name) => ({ Name, Type: 'varchar' })) },
        },
      }),
  },
  {
    name: 'Athena, CSV',
    write: (records) =>
      rowsOfCsv([COLUMNS, ...records.map((one) => COLUMNS.map((name) => athenaCell(one, name)))]),
  },
  {
    name: 'Athena, CSV with whole records',
    write: (records) => rowsOfCsv([['record'], ...records.map((one) => [json(one)])]),
  },
  { name: 'rows without capitals', write: (records) => lines(records.map(lowerCased)) },
  {
    name: 'rows with identity and parameters as JSON texts',
    write: (records) =>
      lines(
        records.map((one) => ({
          ...one,
          userIdentity: json(one['userIdentity']),
          requestParameters: jsonOrNothing(one['requestParameters']),
        })),
      ),
  },
  {
    name: 'cloudtrail get-query-results',
    write: (records) =>
      json({
        QueryStatus: 'FINISHED',
        QueryResultRows: records.map((one) =>
          COLUMNS.map((name) => ({ [NAMES.get(name) as string]: lakeCell(one, name) ?? null })),
        ),
      }),
  },
  {
    name: 'CloudTrail Lake, CSV',
    write: (records) =>
      rowsOfCsv([
        COLUMNS.map((name) => NAMES.get(name)),
        ...records.map((one) => COLUMNS.map((name) => lakeCell(one, name))),
      ]),
  },
  {
    name: 'CloudTrail Lake with eventJson',
    write: (records) => json({ QueryResultRows: records.map((one) => [{ eventJson: json(one) }]) }),
  },
  {
    name: 'Sentinel, CSV',
    write: (records) =>
      `\ufeff${rowsOfCsv([SENTINEL.map(([name]) => name), ...records.map((one) => SENTINEL.map(([, cell]) => cell(one)))], '\r\n')}`,
    loses: ['consoleSession'],
  },
  {
    name: 'Log Analytics, JSON',
    write: (records) => json({ tables: [{ name: 'PrimaryResult', ...table(records) }] }),
  },
  {
    name: 'Event history of the console, CSV',
    write: (records) =>
      rowsOfCsv([
        CONSOLE.map(([name]) => name),
        ...records.map((one) => CONSOLE.map(([, path]) => member(one, path))),
      ]),
    loses: [
      'type',
      'arn',
      'accountId',
      'recipientAccountId',
      'roleArn',
      'userAgent',
      'consoleSession',
    ],
    // Without a name, an access key or a source IP, nobody knows whose call it is.
    hides: (record) =>
      (isObject(record['requestParameters']) && 'quotaCode' in record['requestParameters']) ||
      record['sourceIPAddress'] === 'autoscaling.amazonaws.com',
  },
  { name: 'OCSF 1.1.0', write: (records) => lines(records.map(ocsf110)) },
  { name: 'OCSF 1.0.0-rc.2', write: (records) => json(records.map(ocsf100)) },
  {
    name: 'OCSF as rows of Parquet',
    write: (records) =>
      lines(
        records.map((one) => {
          const event = ocsf110(one);
          return {
            ...event,
            unmapped: Object.entries(event.unmapped).map(([key, value]) => ({ key, value })),
          };
        }),
      ),
  },
  {
    name: 'OCSF from Athena, columns as JSON',
    write: (records) => {
      const events: readonly JsonObject[] = records.map(ocsf110);
      const names = Object.keys(events[0] ?? {});
      const cell = (value: unknown) => (isObject(value) ? json(value) : value);
      return rowsOfCsv([names, ...events.map((event) => names.map((name) => cell(event[name])))]);
    },
  },
];
