import type { WildRecord } from './records';
import { csv, dotted, json, lines, millis, pretty, type WildShape } from './shape';

const FILEBEAT = 'https://www.elastic.co/docs/reference/beats/filebeat/exported-fields-aws';
const SEARCH =
  'https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-search (_search)';
const BULK = 'https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk';
const DUMP = 'https://github.com/elasticsearch-dump/elasticsearch-dump';
const KIBANA = 'https://www.elastic.co/docs/explore-analyze/report-and-share (CSV of Discover)';
const NO_ORIGINAL =
  'event.original, which the integration drops by default; eventTime (@timestamp)';

/** A document of the Filebeat module `aws`, fileset `cloudtrail`. */
function ecs(record: WildRecord): Record<string, unknown> {
  const { userIdentity: user } = record;
  return {
    '@timestamp': record.eventTime.replace('Z', '.000Z'),
    aws: {
      cloudtrail: {
        event_version: record.eventVersion,
        event_type: record.eventType,
        event_category: record.eventCategory,
        management_event: true,
        read_only: true,
        recipient_account_id: record.recipientAccountId,
        request_id: record.requestID,
        request_parameters: '{filterSet={}, instancesSet={}}',
        user_identity: {
          type: user.type,
          arn: user.arn,
          access_key_id: user.accessKeyId,
        },
        ...(record.errorCode && {
          error_code: record.errorCode,
          error_message: record.errorMessage,
        }),
      },
    },
    cloud: { account: { id: user.accountId }, provider: 'aws', region: record.awsRegion },
    ecs: { version: '8.11.0' },
    event: {
      action: record.eventName,
      dataset: 'aws.cloudtrail',
      id: record.eventID,
      ingested: '2026-03-14T09:31:00.000Z',
      kind: 'event',
      module: 'aws',
      original: json(record),
      outcome: record.errorCode ? 'failure' : 'success',
      provider: record.eventSource,
      type: ['info'],
    },
    related: { user: [user.principalId, user.userName] },
    source: { address: record.sourceIPAddress, ip: record.sourceIPAddress },
    tags: ['forwarded'],
    user: { id: user.principalId, name: user.userName },
    user_agent: { name: 'aws-cli', original: record.userAgent },
  };
}

function withoutOriginal(record: WildRecord): Record<string, unknown> {
  const document = ecs(record);
  const { original: _, ...event } = document['event'] as Record<string, unknown>;
  return { ...document, event };
}

const hit = (source: object, record: WildRecord) => ({
  _index: 'filebeat-8.11.0-2026.03.14',
  _id: record.eventID,
  _score: 1,
  _source: source,
});

const answer = (hits: readonly object[]) => ({
  took: 5,
  timed_out: false,
  _shards: { total: 1, successful: 1, skipped: 0, failed: 0 },
  hits: { total: { value: hits.length, relation: 'eq' }, max_score: 1, hits },
});

/** `Mar 14, 2026 @ 09:26:40.000`, the format of Kibana. */
const kibanaTime = (record: WildRecord) => `Mar 14, 2026 @ ${record.eventTime.slice(11, 19)}.000`;

const kibanaRow = (record: WildRecord) => ({
  '@timestamp': kibanaTime(record),
  _id: record.eventID,
  _index: 'filebeat-8.11.0-2026.03.14',
  'event.action': record.eventName,
  'event.provider': record.eventSource,
  'cloud.region': record.awsRegion,
  'source.ip': record.sourceIPAddress,
  'aws.cloudtrail.user_identity.arn': record.userIdentity.arn,
});

const logstash = (record: WildRecord) => {
  const { eventTime, ...members } = record;
  return { ...members, '@timestamp': eventTime.replace('Z', '.000Z'), '@version': '1' };
};

/** Elasticsearch, Kibana, Logstash and OpenSearch. */
export const ELASTIC: readonly WildShape[] = [
  {
    name: 'elastic-search.json',
    source: `${SEARCH}, ${FILEBEAT}`,
    write: (records) => pretty(answer(records.map((record) => hit(ecs(record), record)))),
  },
  {
    name: 'elastic-source.jsonl',
    source: FILEBEAT,
    write: (records) => lines(records.map(ecs)),
  },
  {
    name: 'elastic-elasticdump.json',
    source: DUMP,
    write: (records) => lines(records.map((record) => hit(ecs(record), record))),
  },
  {
    name: 'elastic-bulk.ndjson',
    source: BULK,
    write: (records) =>
      lines(records.flatMap((record) => [{ index: { _id: record.eventID } }, ecs(record)])),
  },
  {
    name: 'elastic-fields.json',
    source: `${SEARCH} with "fields": ["*"], "_source": false`,
    write: (records) =>
      pretty(
        answer(
          records.map((record) => ({
            _index: 'filebeat',
            _id: record.eventID,
            fields: Object.fromEntries(
              Object.entries(dotted(ecs(record))).map(([name, value]) => [name, [value].flat()]),
            ),
          })),
        ),
      ),
  },
  {
    name: 'elastic-dotted.jsonl',
    source: `${FILEBEAT} (names joined by dots, as in the tests of Filebeat)`,
    write: (records) => lines(records.map((record) => dotted(ecs(record)))),
  },
  {
    name: 'elastic-no-original.json',
    source: FILEBEAT,
    lacks: NO_ORIGINAL,
    write: (records) =>
      pretty(answer(records.map((record) => hit(withoutOriginal(record), record)))),
  },
  {
    name: 'elastic-no-original-dotted.jsonl',
    source: FILEBEAT,
    lacks: NO_ORIGINAL,
    write: (records) => lines(records.map((record) => dotted(withoutOriginal(record)))),
  },
  {
    name: 'kibana-discover.csv',
    source: KIBANA,
    lacks: 'all but the columns that were chosen',
    write: (records) => csv(records.map(kibanaRow)),
  },
  {
    name: 'kibana-discover-original.csv',
    source: KIBANA,
    write: (records) =>
      csv(records.map((record) => ({ ...kibanaRow(record), 'event.original': json(record) }))),
  },
  {
    name: 'kibana-copied-hit.jsonl',
    source: 'the JSON tab of a document in Kibana Discover',
    write: (records) =>
      lines(records.map((record) => ({ ...hit(ecs(record), record), sort: [millis(record)] }))),
  },
  {
    name: 'logstash-codec.jsonl',
    source: 'https://github.com/logstash-plugins/logstash-codec-cloudtrail',
    lacks: 'eventTime, which the codec moves to @timestamp',
    write: (records) => lines(records.map(logstash)),
  },
  {
    name: 'opensearch-logs-to-elasticsearch.json',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_OpenSearch_Stream.html',
    write: (records) =>
      pretty(
        answer(
          records.map((record, at) => ({
            ...hit(
              {
                ...record,
                '@id': `36954987641234567890123456789012345678901234567890${at}`,
                '@timestamp': record.eventTime.replace('Z', '.000Z'),
                '@message': json(record),
                '@owner': record.recipientAccountId,
                '@log_group': 'aws-cloudtrail-logs',
                '@log_stream': '111122223333_CloudTrail_us-east-1',
              },
              record,
            ),
            _index: 'cwl-2026.03.14',
            _type: 'aws-cloudtrail-logs',
          })),
        ),
      ),
  },
];
