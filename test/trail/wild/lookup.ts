import { pythonRepr } from './files';
import type { WildRecord } from './records';
import { csv, json, millis, pretty, spaced, type WildShape } from './shape';

const CLI = 'https://docs.aws.amazon.com/cli/latest/reference/cloudtrail/lookup-events.html';
const OUTPUT = 'https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html';
const API = 'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html';
const CONSOLE =
  'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events-console.html';
const POWERSHELL =
  'https://docs.aws.amazon.com/powershell/latest/reference/items/Find-CTEvent.html';

/** An event as `lookup-events` returns it; each tool writes the time in its own way. */
function found(record: WildRecord, time: unknown = record.eventTime.replace('Z', '+00:00')) {
  return {
    EventId: record.eventID,
    EventName: record.eventName,
    ReadOnly: 'true',
    AccessKeyId: record.userIdentity.accessKeyId,
    EventTime: time,
    EventSource: record.eventSource,
    Username: record.userIdentity.userName,
    Resources: [],
    CloudTrailEvent: json(record),
  };
}

const events = (records: readonly WildRecord[]) => records.map((record) => found(record));

/** The CLI writes the members of an object in the order of their names, lists behind them. */
const textLine = (record: WildRecord) => {
  const { Resources: _, ...members } = found(record);
  const values = Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1));
  return ['EVENTS', ...values.map(([, value]) => value)].join('\t');
};

const yamlEvent = (record: WildRecord) =>
  Object.entries(found(record))
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? '[]' : `'${value}'`}`)
    .join('\n  ');

const consoleRow = (record: WildRecord) => ({
  'Event name': record.eventName,
  'Event time': record.eventTime,
  'User name': record.userIdentity.userName,
  'Event source': record.eventSource,
  'Resource type': '',
  'Resource name': '',
  'AWS access key': record.userIdentity.accessKeyId,
  'AWS region': record.awsRegion,
  'Error code': record.errorCode ?? '',
  'Source IP address': record.sourceIPAddress,
  'Event ID': record.eventID,
  'Read-only': 'true',
  'Request ID': record.requestID,
});

/** The Event history: `lookup-events` in each form of output, SDKs, PowerShell and the console. */
export const LOOKUP: readonly WildShape[] = [
  {
    name: 'lookup.json',
    source: CLI,
    write: (records) => pretty({ Events: events(records), NextToken: 'eyJOZXh0VG9rZW4iOiBudWxs' }),
  },
  {
    name: 'lookup-cli-v1.json',
    source: `${API} (times as the API writes them)`,
    write: (records) =>
      pretty({ Events: records.map((record) => found(record, millis(record) / 1000)) }),
  },
  {
    name: 'lookup-pages.json',
    source: `${API} (the answers of a paginator in one list)`,
    write: (records) => pretty(records.map((record) => ({ Events: events([record]) }))),
  },
  {
    name: 'lookup-text.txt',
    source: OUTPUT,
    write: (records) => `${records.map(textLine).join('\n')}\n`,
  },
  {
    name: 'lookup-text-resources.txt',
    source: `${OUTPUT} (with a line for each resource)`,
    write: (records) =>
      records
        .map((record) => `${textLine(record)}\nRESOURCES\ti-0abcdef\tAWS::EC2::Instance\n`)
        .join(''),
  },
  {
    name: 'lookup-table.txt',
    source: OUTPUT,
    lacks: 'the columns that do not fit',
    write: (records) =>
      `${'-'.repeat(78)}\n|${'LookupEvents'.padStart(44).padEnd(76)}|\n+${'-'.repeat(76)}+\n${records
        .map((r) => `|  ${r.eventName} |  ${r.eventTime} |  ${r.userIdentity.userName} |\n`)
        .join('')}+${'-'.repeat(76)}+\n`,
  },
  {
    name: 'lookup-yaml.yaml',
    source: OUTPUT,
    write: (records) => `Events:\n${records.map((record) => `- ${yamlEvent(record)}\n`).join('')}`,
  },
  {
    name: 'lookup-query-event.json',
    source: `${CLI} (--query 'Events[].CloudTrailEvent')`,
    write: (records) => pretty(records.map(json)),
  },
  {
    name: 'lookup-query-event.txt',
    source: `${CLI} (--query 'Events[].CloudTrailEvent' --output text)`,
    write: (records) => `${records.map(json).join('\t')}\n`,
  },
  {
    name: 'lookup-query-list.json',
    source: `${CLI} (--query 'Events[].[EventTime,EventName,Username,CloudTrailEvent]')`,
    write: (records) =>
      pretty(events(records).map((e) => [e.EventTime, e.EventName, e.Username, e.CloudTrailEvent])),
  },
  {
    name: 'lookup-query-list.txt',
    source: `${CLI} (the same, --output text)`,
    write: (records) =>
      events(records)
        .map((e) => `${e.EventTime}\t${e.EventName}\t${e.Username}\t${e.CloudTrailEvent}\n`)
        .join(''),
  },
  {
    name: 'lookup-query-names.json',
    source: `${CLI} (--query 'Events[].{Time:EventTime,Name:EventName,User:Username}')`,
    lacks: 'region, source, event ID',
    write: (records) =>
      pretty(
        events(records).map((e) => ({ Time: e.EventTime, Name: e.EventName, User: e.Username })),
      ),
  },
  {
    name: 'lookup-boto3.json',
    source: `${API}, json.dumps(default=str) of boto3`,
    write: (records) =>
      json({
        Events: records.map((record) => found(record, spaced(record, '+00:00'))),
        ResponseMetadata: { HTTPStatusCode: 200, RetryAttempts: 0 },
      }),
  },
  {
    name: 'lookup-boto3-repr.txt',
    source: `${API}, print(response) of boto3`,
    write: (records) => `${pythonRepr({ Events: events(records) })}\n`,
  },
  {
    name: 'lookup-powershell.json',
    source: `${POWERSHELL} (| ConvertTo-Json > in Windows PowerShell)`,
    write: (records) =>
      Buffer.from(
        `\uFEFF${pretty(records.map((record) => found(record, `/Date(${millis(record)})/`)))}`,
        'utf16le',
      ),
  },
  {
    name: 'lookup-powershell.csv',
    source: `${POWERSHELL} (| Export-Csv)`,
    write: (records) =>
      `#TYPE Amazon.CloudTrail.Model.Event\r\n${csv(
        records.map((record) => ({
          ...found(record, '3/14/2026 9:26:40 AM'),
          Resources: 'System.Collections.Generic.List`1[Amazon.CloudTrail.Model.Resource]',
        })),
      ).replaceAll('\n', '\r\n')}`,
  },
  {
    name: 'console-event-history.json',
    source: CONSOLE,
    write: (records) => json({ Records: records }),
  },
  {
    name: 'console-event-history.csv',
    source: CONSOLE,
    lacks: 'ARN, account, identity type, user agent, request parameters',
    write: (records) => csv(records.map(consoleRow)),
  },
];
