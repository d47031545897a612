import type { WildRecord } from './records';
import { csv, json, lines, lowerCased, millis, pretty, spaced, type WildShape } from './shape';

const SPLUNK = 'https://docs.splunk.com/Documentation/Splunk/latest/RESTREF/RESTsearch';
const SPLUNK_EXPORT =
  'https://help.splunk.com/en/splunk-enterprise/search/search-manual/9.3/export-search-results';
const DATADOG = 'https://docs.datadoghq.com/logs/log_configuration/archives/';
const SUMO = 'https://help.sumologic.com/docs/api/search-job/';
const SENTINEL = 'https://learn.microsoft.com/azure/azure-monitor/reference/tables/awscloudtrail';

const splunkTime = (record: WildRecord) => spaced(record, '.000 UTC');

const splunkRow = (record: WildRecord) => ({
  _time: splunkTime(record),
  host: 'heavy-forwarder',
  index: 'aws',
  source: 's3://trail/AWSLogs/a.json.gz',
  sourcetype: 'aws:cloudtrail',
  _raw: json(record),
});

const splunkTable = (record: WildRecord) => ({
  _time: splunkTime(record),
  eventName: record.eventName,
  eventSource: record.eventSource,
  awsRegion: record.awsRegion,
  'userIdentity.arn': record.userIdentity.arn,
  sourceIPAddress: record.sourceIPAddress,
});

/** A row of the table AWSCloudTrail of Microsoft Sentinel. */
function sentinelRow(record: WildRecord): Record<string, string> {
  const { userIdentity: user } = record;
  return {
    TenantId: 'b8a1c2d3-0000-4000-8000-000000000000',
    'TimeGenerated [UTC]': `3/14/2026, ${Number(record.eventTime.slice(11, 13))}${record.eventTime.slice(13, 19)}.000 AM`,
    AwsEventId: record.eventID,
    AwsRequestId_: record.requestID,
    EventVersion: record.eventVersion,
    EventSource: record.eventSource,
    EventTypeName: record.eventType,
    EventName: record.eventName,
    UserIdentityType: user.type,
    UserIdentityPrincipalid: user.principalId,
    UserIdentityArn: user.arn,
    UserIdentityAccountId: user.accountId,
    UserIdentityAccessKeyId: user.accessKeyId,
    UserIdentityUserName: user.userName,
    AWSRegion: record.awsRegion,
    SourceIpAddress: record.sourceIPAddress,
    UserAgent: record.userAgent,
    ErrorCode: record.errorCode ?? '',
    ErrorMessage: record.errorMessage ?? '',
    RequestParameters: json(record.requestParameters),
    ResponseElements: '',
    ReadOnly: 'true',
    ManagementEvent: 'true',
    RecipientAccountId: record.recipientAccountId,
    Category: record.eventCategory,
    SourceSystem: 'Azure',
    Type: 'AWSCloudTrail',
  };
}

const sentinelApi = (records: readonly WildRecord[]) => {
  const rows = records.map((record) => {
    const { 'TimeGenerated [UTC]': _, ...row } = sentinelRow(record);
    return { TimeGenerated: record.eventTime, ...row };
  });
  return {
    tables: [
      {
        name: 'PrimaryResult',
        columns: Object.keys(rows[0] ?? {}).map((name) => ({
          name,
          type: name === 'TimeGenerated' ? 'datetime' : 'string',
        })),
        rows: rows.map((row) => Object.values(row)),
      },
    ],
  };
};

/** Times of Panther's schema: a space, and nine digits behind the seconds. */
const panther = (record: WildRecord) => ({
  ...record,
  eventTime: spaced(record, '.000000000'),
  p_event_time: spaced(record, '.000000000'),
  p_parse_time: spaced(record, '.217385551'),
  p_log_type: 'AWS.CloudTrail',
  p_row_id: '5ad3a83ca88f938cbff8fdd913d1ce1d',
  p_any_aws_arns: [record.userIdentity.arn],
  p_any_ip_addresses: [record.sourceIPAddress],
});

const datadogEvent = (record: WildRecord) => ({
  _id: 'AZzabcdEAAB0AAAAAAAAAAAA',
  date: record.eventTime.replace('Z', '.000Z'),
  service: 'cloudtrail',
  host: 'trail',
  source: 'cloudtrail',
  status: 'info',
  attributes: record,
  tags: ['source:cloudtrail', 'env:prod'],
});

const snake = (name: string) => name.replaceAll(/([a-z])([A-Z]+)/gu, '$1_$2').toLowerCase();

/** A row of a table whose columns are the members in snake case, as Steampipe and Tailpipe have. */
const snakeRow = (record: WildRecord) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [snake(name), value]));

/** SIEMs, log services and collectors. */
export const SIEM: readonly WildShape[] = [
  {
    name: 'splunk-export.json',
    source: `${SPLUNK} (output_mode=json, search/jobs/export)`,
    write: (records) =>
      lines(
        records.map((record, offset) => ({ preview: false, offset, result: splunkRow(record) })),
      ),
  },
  {
    name: 'splunk-results.json',
    source: `${SPLUNK} (output_mode=json, search/jobs/SID/results)`,
    write: (records) =>
      json({
        preview: false,
        init_offset: 0,
        messages: [],
        fields: [{ name: '_time' }, { name: '_raw' }],
        results: records.map(splunkRow),
        highlighted: {},
      }),
  },
  {
    name: 'splunk-rows.json',
    source: `${SPLUNK} (output_mode=json_rows)`,
    write: (records) =>
      json({
        preview: false,
        fields: ['_time', '_raw'],
        rows: records.map((record) => [splunkTime(record), json(record)]),
      }),
  },
  {
    name: 'splunk-export.csv',
    source: SPLUNK_EXPORT,
    write: (records) => csv(records.map((record, at) => ({ _serial: at, ...splunkRow(record) }))),
  },
  { name: 'splunk-export.raw', source: `${SPLUNK_EXPORT} (Raw Events)`, write: lines },
  {
    name: 'splunk-table.csv',
    source: `${SPLUNK_EXPORT} (| table …)`,
    lacks: 'all but the columns of the table: eventID, eventTime (it has _time), errorCode',
    write: (records) => csv(records.map(splunkTable)),
  },
  {
    name: 'splunk-results.xml',
    source: `${SPLUNK} (output_mode=xml)`,
    write: (records) =>
      `<?xml version='1.0' encoding='UTF-8'?>\n<results preview='0'>\n${records
        .map(
          (record, at) =>
            `<result offset='${at}'><field k='_raw'><v>${json(record).replaceAll('"', '&quot;')}</v></field></result>\n`,
        )
        .join('')}</results>\n`,
  },
  {
    name: 'splunk-hec.json',
    source:
      'https://docs.splunk.com/Documentation/Splunk/latest/Data/FormateventsforHTTPEventCollector',
    write: (records) =>
      lines(
        records.map((record) => ({
          time: millis(record) / 1000,
          host: 'trail',
          sourcetype: 'aws:cloudtrail',
          event: record,
        })),
      ),
  },
  {
    name: 'sumo-search-job.json',
    source: SUMO,
    write: (records) =>
      json({
        fields: [{ name: '_raw', fieldType: 'string', keyField: false }],
        messages: records.map((record) => ({
          map: { _messagetime: String(millis(record)), _source: 'trail', _raw: json(record) },
        })),
      }),
  },
  {
    name: 'sumo-export.csv',
    source:
      'https://help.sumologic.com/docs/search/get-started-with-search/search-basics/export-search-results/',
    write: (records) =>
      csv(
        records.map((record) => ({
          _messagetimems: millis(record),
          _messagetime: '03/14/2026 09:26:40.000 +0000',
          _raw: json(record),
          _sourcecategory: 'aws/cloudtrail',
        })),
      ),
  },
  {
    name: 'datadog-archive.json',
    source: DATADOG,
    write: (records) => lines(records.map(datadogEvent)),
  },
  {
    name: 'datadog-api.json',
    source: 'https://docs.datadoghq.com/api/latest/logs/#search-logs-get',
    write: (records) =>
      json({
        data: records.map((record) => ({
          id: 'AZzabcdEAAB0AAAAAAAAAAAA',
          type: 'log',
          attributes: { timestamp: record.eventTime, status: 'info', attributes: record },
        })),
        meta: { status: 'done' },
      }),
  },
  {
    name: 'panther.jsonl',
    source: 'https://docs.panther.com/data-onboarding/supported-logs/aws/cloudtrail',
    write: (records) => lines(records.map(panther)),
  },
  {
    name: 'sentinel.csv',
    source: SENTINEL,
    lacks: 'eventTime, which the connector moves to TimeGenerated',
    write: (records) => csv(records.map(sentinelRow), { quoted: false, bom: true }),
  },
  {
    name: 'sentinel-api.json',
    source: `${SENTINEL}, https://learn.microsoft.com/azure/azure-monitor/logs/api/response-format`,
    lacks: 'eventTime, which the connector moves to TimeGenerated',
    write: (records) => json(sentinelApi(records)),
  },
  {
    name: 'wazuh-archives.json',
    source:
      'https://documentation.wazuh.com/current/cloud-security/amazon/services/supported-services/cloudtrail.html',
    write: (records) =>
      lines(
        records.map((record) => ({
          timestamp: '2026-03-14T09:31:00.000+0000',
          agent: { id: '000', name: 'manager' },
          decoder: { name: 'json' },
          data: { integration: 'aws', aws: { ...record, source: 'cloudtrail' } },
          location: 'Wazuh-AWS',
        })),
      ),
  },
  {
    name: 'filebeat-s3-input.jsonl',
    source: 'https://www.elastic.co/docs/reference/beats/filebeat/filebeat-input-aws-s3',
    write: (records) =>
      lines(
        records.map((record) => ({
          '@timestamp': '2026-03-14T09:31:00.000Z',
          message: json(record),
          aws: { s3: { bucket: { name: 'trail' }, object: { key: 'a.json.gz' } } },
        })),
      ),
  },
  {
    name: 'fluent-bit.jsonl',
    source: 'https://docs.fluentbit.io/manual/data-pipeline/outputs/s3',
    write: (records) =>
      lines(records.map((record) => ({ date: record.eventTime, log: json(record) }))),
  },
  {
    name: 'cribl.jsonl',
    source: 'https://docs.cribl.io/stream/event-model/',
    write: (records) =>
      lines(
        records.map((record) => ({
          _raw: json(record),
          _time: millis(record) / 1000,
          cribl_breaker: 'AWS CloudTrail',
        })),
      ),
  },
  {
    name: 'opentelemetry.json',
    source: 'https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding',
    write: (records) =>
      json({
        resourceLogs: [
          {
            resource: { attributes: [{ key: 'cloud.provider', value: { stringValue: 'aws' } }] },
            scopeLogs: [
              {
                scope: {},
                logRecords: records.map((record) => ({
                  timeUnixNano: `${millis(record)}000000`,
                  body: { stringValue: json(record) },
                })),
              },
            ],
          },
        ],
      }),
  },
  {
    name: 'loki-logcli.jsonl',
    source: 'https://grafana.com/docs/loki/latest/query/logcli/ (-o jsonl)',
    write: (records) =>
      lines(
        records.map((record) => ({
          labels: { job: 'cloudtrail' },
          line: json(record),
          timestamp: record.eventTime,
        })),
      ),
  },
  {
    name: 'logscale.ndjson',
    source: 'https://library.humio.com/ (export of search results)',
    write: (records) =>
      lines(
        records.map((record) => ({
          '@timestamp': millis(record),
          '@rawstring': json(record),
          '#repo': 'cloudtrail',
        })),
      ),
  },
  {
    name: 'limacharlie.jsonl',
    source: 'https://docs.limacharlie.io/docs/events',
    write: (records) =>
      lines(records.map((record) => ({ routing: { event_type: 'aws' }, event: record }))),
  },
  {
    name: 'steampipe.json',
    source: 'https://hub.steampipe.io/plugins/turbot/aws/tables/aws_cloudtrail_trail_event',
    write: (records) => pretty({ columns: [], rows: records.map(snakeRow) }),
  },
  {
    name: 'lower-cased.jsonl',
    source: 'https://docs.aws.amazon.com/athena/latest/ug/unload.html (FORMAT = JSON)',
    write: (records) => lines(records.map(lowerCased)),
  },
];
