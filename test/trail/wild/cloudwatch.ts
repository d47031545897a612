import { gzipSync } from 'node:zlib';
import { ACCOUNT, type WildRecord } from './records';
import {
  csv,
  dotted,
  gzipped64,
  json,
  lines,
  millis,
  pretty,
  spaced,
  type WildShape,
} from './shape';

const LOGS = 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/';
const CLI = 'https://docs.aws.amazon.com/cli/latest/reference/logs/';
const USER_GUIDE = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/';
const STREAM = `${ACCOUNT}_CloudTrail_us-east-1`;
const GROUP = 'aws-cloudtrail-logs';

/** What a subscription filter of CloudWatch Logs sends. */
export function subscriptionPayload(records: readonly WildRecord[]): object {
  return {
    messageType: 'DATA_MESSAGE',
    owner: ACCOUNT,
    logGroup: GROUP,
    logStream: STREAM,
    subscriptionFilters: ['all'],
    logEvents: records.map((record, at) => ({
      id: `3695498764123456789012345678901234567890123456789012${1000 + at}`,
      timestamp: millis(record),
      message: json(record),
    })),
  };
}

const filtered = (records: readonly WildRecord[]) =>
  records.map((record, at) => ({
    logStreamName: STREAM,
    timestamp: millis(record),
    message: json(record),
    ingestionTime: millis(record) + 5000,
    eventId: `3695498764123456789012345678901234567890123456789012${1000 + at}`,
  }));

const SOME_FIELDS = [
  'eventName',
  'eventSource',
  'awsRegion',
  'userIdentity.arn',
  'sourceIPAddress',
];

/** The fields that a query of Logs Insights names. */
function someFields(record: WildRecord): Record<string, string> {
  const all = dotted(record);
  const some = SOME_FIELDS.map((name) => [name, String(all[name])]);
  return { '@timestamp': spaced(record, '.000'), ...Object.fromEntries(some) };
}

const insights = (rows: readonly Record<string, string>[]) =>
  pretty({
    results: rows.map((row) =>
      Object.entries({ ...row, '@ptr': 'CmEKJgoiMTExMTIyMjIzMzMz' }).map(([field, value]) => ({
        field,
        value,
      })),
    ),
    statistics: { recordsMatched: 12, recordsScanned: 12, bytesScanned: 14_400 },
    status: 'Complete',
  });

const messages = (records: readonly WildRecord[]) =>
  records.map((record) => ({ '@timestamp': spaced(record, '.000'), '@message': json(record) }));

const offset = (record: WildRecord) => record.eventTime.replace('Z', '+00:00');

/** CloudWatch Logs: its API, its console, its exports and its subscriptions. */
export const CLOUDWATCH: readonly WildShape[] = [
  {
    name: 'cwl-subscription.json',
    source: `${USER_GUIDE}SubscriptionFilters.html`,
    write: (records) => json(subscriptionPayload(records)),
  },
  {
    name: 'cwl-awslogs-event.json',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-cloudwatchlogs.html',
    write: (records) =>
      pretty({ awslogs: { data: gzipped64(json(subscriptionPayload(records))) } }),
  },
  {
    name: 'cwl-filter-log-events.json',
    source: `${LOGS}API_FilterLogEvents.html`,
    write: (records) => pretty({ events: filtered(records), searchedLogStreams: [] }),
  },
  {
    name: 'cwl-filter-log-events-text.txt',
    source: `${CLI}filter-log-events.html (--output text)`,
    write: (records) =>
      filtered(records)
        .map((event) =>
          [
            'EVENTS',
            event.eventId,
            event.ingestionTime,
            STREAM,
            event.message,
            event.timestamp,
          ].join('\t'),
        )
        .join('\n'),
  },
  {
    name: 'cwl-filter-query-messages.json',
    source: `${CLI}filter-log-events.html (--query 'events[].message')`,
    write: (records) => pretty(records.map(json)),
  },
  {
    name: 'cwl-filter-query-messages.txt',
    source: `${CLI}filter-log-events.html (--query 'events[].message' --output text)`,
    write: (records) => `${records.map(json).join('\t')}\n`,
  },
  {
    name: 'cwl-get-log-events.json',
    source: `${LOGS}API_GetLogEvents.html`,
    write: (records) =>
      pretty({
        events: filtered(records).map(({ logStreamName: _, eventId: __, ...event }) => event),
        nextForwardToken: 'f/36954987641234567890123456789012345678901234567890121011/s',
        nextBackwardToken: 'b/36954987641234567890123456789012345678901234567890121000/s',
      }),
  },
  {
    name: 'cwl-tail.txt',
    source: `${CLI}tail.html`,
    write: (records) =>
      records.map((record) => `${offset(record)} ${STREAM} ${json(record)}\n`).join(''),
  },
  {
    name: 'cwl-tail-short.txt',
    source: `${CLI}tail.html (--format short)`,
    write: (records) =>
      records.map((record) => `${record.eventTime.slice(0, 19)} ${json(record)}\n`).join(''),
  },
  {
    name: 'cwl-tail-json.txt',
    source: `${CLI}tail.html (--format json)`,
    write: (records) =>
      records.map((record) => `${offset(record)} ${STREAM} ${pretty(record)}`).join(''),
  },
  {
    name: 'cwl-insights.json',
    source: `${LOGS}API_GetQueryResults.html`,
    write: (records) => insights(messages(records)),
  },
  {
    name: 'cwl-insights-fields.json',
    source: `${LOGS}API_GetQueryResults.html, ${USER_GUIDE}CWL_AnalyzeLogData-discoverable-fields.html`,
    lacks:
      'all but the fields that the query names: eventID, eventTime (it has @timestamp), errorCode',
    write: (records) => insights(records.map(someFields)),
  },
  {
    name: 'cwl-insights-console.csv',
    source: `${USER_GUIDE}CWL_AnalyzeLogData_RunSampleQuery.html (Export results)`,
    write: (records) => csv(messages(records), { quoted: false }),
  },
  {
    name: 'cwl-insights-console-fields.csv',
    source: `${USER_GUIDE}CWL_AnalyzeLogData_RunSampleQuery.html (Export results)`,
    lacks:
      'all but the fields that the query names: eventID, eventTime (it has @timestamp), errorCode',
    write: (records) => csv(records.map(someFields), { quoted: false }),
  },
  {
    name: 'cwl-insights-console.json',
    source: `${USER_GUIDE}CWL_AnalyzeLogData_RunSampleQuery.html (Export results)`,
    write: (records) => json(messages(records)),
  },
  {
    name: 'cwl-insights-console-parsed.json',
    source: `${USER_GUIDE}CWL_AnalyzeLogData_RunSampleQuery.html (Export results, messages parsed)`,
    write: (records) =>
      json(messages(records).map((row, at) => ({ ...row, '@message': records[at] }))),
  },
  {
    name: 'cwl-viewer.csv',
    source: `${USER_GUIDE}ViewingLogData.html (Download search results)`,
    write: (records) =>
      csv(
        records.map((record) => ({ timestamp: millis(record), message: json(record) })),
        { quoted: false },
      ),
  },
  {
    name: 'cwl-export-task.gz',
    source: `${USER_GUIDE}S3Export.html`,
    write: (records) =>
      gzipSync(
        records
          .map((record) => `${record.eventTime.replace('Z', '.000Z')} ${json(record)}\n`)
          .join(''),
      ),
  },
  {
    name: 'cwl-firehose-compressed',
    source: `${USER_GUIDE}SubscriptionFilters.html (Firehose without decompression)`,
    write: (records) =>
      Buffer.concat(records.map((record) => gzipSync(json(subscriptionPayload([record]))))),
  },
  {
    name: 'cwl-firehose-compressed-twice.gz',
    source: `${USER_GUIDE}SubscriptionFilters.html (the same, with GZIP for S3)`,
    write: (records) =>
      gzipSync(
        Buffer.concat(records.map((record) => gzipSync(json(subscriptionPayload([record]))))),
      ),
  },
  {
    name: 'cwl-firehose-decompressed',
    source:
      'https://docs.aws.amazon.com/firehose/latest/dev/writing-with-cloudwatch-logs-decompression.html',
    write: (records) => records.map((record) => json(subscriptionPayload([record]))).join(''),
  },
  {
    name: 'cwl-firehose-messages',
    source: 'https://docs.aws.amazon.com/firehose/latest/dev/Message_extraction.html',
    write: lines,
  },
];
