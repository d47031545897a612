import { subscriptionPayload } from './cloudwatch';
import { ACCOUNT, type WildRecord } from './records';
import { base64, gzipped64, json, lines, millis, pretty, type WildShape } from './shape';

const LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg/';
const EVENTBRIDGE = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/';
const SNS = 'https://docs.aws.amazon.com/sns/latest/dg/';
const SQS = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/';
const FIREHOSE = 'https://docs.aws.amazon.com/firehose/latest/dev/';
const KINESIS = 'https://docs.aws.amazon.com/kinesis/latest/APIReference/';

const ARN = (service: string, name: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${name}`;

const event = (record: WildRecord) => ({
  version: '0',
  id: record.requestID,
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.ec2',
  account: ACCOUNT,
  time: record.eventTime,
  region: record.awsRegion,
  resources: [],
  detail: record,
});

const notification = (message: string) => ({
  Type: 'Notification',
  MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
  TopicArn: ARN('sns', 'cloudtrail'),
  Subject: null,
  Message: message,
  Timestamp: '2026-03-14T09:27:00.000Z',
  SignatureVersion: '1',
  Signature: 'EXAMPLEpH+DcEwjAPg8O9mY8dReBSwksfg2S7WKQcikcNK+Lr',
  SigningCertURL: 'https://sns.us-east-1.amazonaws.com/SimpleNotificationService.pem',
});

const received = (body: string, at: number) => ({
  MessageId: `d6790f8d-d575-4f01-bc51-0000000000${10 + at}`,
  ReceiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...',
  MD5OfBody: 'fafb00f5732ab283681e124bf8747ed1',
  Body: body,
});

const fromQueue = (body: string, at: number) => ({
  messageId: `059f36b4-87a3-44ab-83d2-6619752010${10 + at}`,
  receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...',
  body,
  attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1773480420000' },
  messageAttributes: {},
  md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3',
  eventSource: 'aws:sqs',
  eventSourceARN: ARN('sqs', 'cloudtrail'),
  awsRegion: 'us-east-1',
});

const fromStream = (data: string, record: WildRecord) => ({
  kinesis: {
    kinesisSchemaVersion: '1.0',
    partitionKey: '1',
    sequenceNumber: '49590338271490256608559692538361571095921575989136588898',
    data,
    approximateArrivalTimestamp: millis(record) / 1000,
  },
  eventSource: 'aws:kinesis',
  eventVersion: '1.0',
  eventID: 'shardId-000000000006:49590338271490256608559692538361571095921575989136588898',
  eventName: 'aws:kinesis:record',
  invokeIdentityArn: ARN('iam', 'role/lambda-role'),
  awsRegion: 'us-east-2',
  eventSourceARN: ARN('kinesis', 'stream/cloudtrail'),
});

const compressed = (record: WildRecord) => gzipped64(json(subscriptionPayload([record])));

/** Each message of EventBridge, SNS, SQS, Kinesis and Firehose. */
export const MESSAGES: readonly WildShape[] = [
  {
    name: 'eventbridge.jsonl',
    source: `${EVENTBRIDGE}eb-service-event-cloudtrail.html`,
    write: (records) => lines(records.map(event)),
  },
  {
    name: 'eventbridge-firehose',
    source: `${EVENTBRIDGE}eb-targets.html (Firehose to S3, joined without a delimiter)`,
    write: (records) => records.map((record) => json(event(record))).join(''),
  },
  {
    name: 'eventbridge-replay.jsonl',
    source: `${EVENTBRIDGE}eb-replay-archived-event.html`,
    write: (records) =>
      lines(records.map((record) => ({ ...event(record), 'replay-name': 'sweep' }))),
  },
  {
    name: 'eventbridge-log-group.json',
    source: `${EVENTBRIDGE}eb-targets.html (a CloudWatch log group, read by filter-log-events)`,
    write: (records) =>
      pretty({
        events: records.map((record) => ({
          logStreamName: 'stream',
          timestamp: millis(record),
          message: json(event(record)),
          ingestionTime: millis(record),
          eventId: '1',
        })),
      }),
  },
  {
    name: 'lambda-destination.jsonl',
    source: `${LAMBDA}invocation-async-retain-records.html`,
    write: (records) =>
      lines(
        records.map((record) => ({
          version: '1.0',
          timestamp: '2026-03-14T09:28:00.000Z',
          requestContext: { requestId: record.requestID, condition: 'RetriesExhausted' },
          requestPayload: event(record),
          responseContext: { statusCode: 200, functionError: 'Unhandled' },
          responsePayload: { errorMessage: 'timeout' },
        })),
      ),
  },
  {
    name: 'sns.json',
    source: `${SNS}sns-message-and-json-formats.html`,
    write: (records) => lines(records.map((record) => notification(json(event(record))))),
  },
  {
    name: 'sns-raw.jsonl',
    source: `${SNS}sns-large-payload-raw-message-delivery.html`,
    write: (records) => lines(records.map(event)),
  },
  {
    name: 'sns-lambda.json',
    source: `${LAMBDA}with-sns.html`,
    write: (records) =>
      pretty({
        Records: records.map((record) => ({
          EventVersion: '1.0',
          EventSubscriptionArn: ARN('sns', 'cloudtrail:21be56ed-a058-49f5-8c98-aedd2564c486'),
          EventSource: 'aws:sns',
          Sns: { ...notification(json(event(record))), MessageAttributes: {} },
        })),
      }),
  },
  {
    name: 'sqs-receive-eventbridge.json',
    source: `${SQS}API_ReceiveMessage.html`,
    write: (records) =>
      pretty({ Messages: records.map((record, at) => received(json(event(record)), at)) }),
  },
  {
    name: 'sqs-receive-sns-eventbridge.json',
    source: `${SQS}API_ReceiveMessage.html, ${SNS}sns-message-and-json-formats.html`,
    write: (records) =>
      pretty({
        Messages: records.map((record, at) =>
          received(json(notification(json(event(record)))), at),
        ),
      }),
  },
  {
    name: 'sqs-receive-query-bodies.txt',
    source: `${SQS}API_ReceiveMessage.html (--query 'Messages[].Body' --output text)`,
    write: (records) => `${records.map((record) => json(event(record))).join('\t')}\n`,
  },
  {
    name: 'sqs-lambda.json',
    source: `${LAMBDA}with-sqs.html`,
    write: (records) =>
      pretty({ Records: records.map((record, at) => fromQueue(json(event(record)), at)) }),
  },
  {
    name: 'sqs-lambda-sns.json',
    source: `${LAMBDA}with-sqs.html, ${SNS}sns-message-and-json-formats.html`,
    write: (records) =>
      pretty({
        Records: records.map((record, at) =>
          fromQueue(json(notification(json(event(record)))), at),
        ),
      }),
  },
  {
    name: 'kinesis-lambda.json',
    source: `${LAMBDA}with-kinesis.html (of a CloudWatch Logs subscription)`,
    write: (records) =>
      pretty({ Records: records.map((record) => fromStream(compressed(record), record)) }),
  },
  {
    name: 'kinesis-lambda-eventbridge.json',
    source: `${LAMBDA}with-kinesis.html (of EventBridge)`,
    write: (records) =>
      pretty({
        Records: records.map((record) => fromStream(base64(json(event(record))), record)),
      }),
  },
  {
    name: 'kinesis-get-records.json',
    source: `${KINESIS}API_GetRecords.html`,
    write: (records) =>
      pretty({
        Records: records.map((record) => ({
          SequenceNumber: '49590338271490256608559692538361571095921575989136588898',
          ApproximateArrivalTimestamp: record.eventTime,
          Data: compressed(record),
          PartitionKey: '1',
        })),
        NextShardIterator: 'AAAAAAAAAAEgQ...',
        MillisBehindLatest: 0,
      }),
  },
  {
    name: 'firehose-lambda.json',
    source: `${LAMBDA}services-kinesisfirehose.html`,
    write: (records) =>
      pretty({
        invocationId: 'invoked123',
        deliveryStreamArn: ARN('firehose', 'deliverystream/cloudtrail'),
        region: 'us-east-1',
        records: records.map((record, at) => ({
          recordId: `record${at}`,
          approximateArrivalTimestamp: millis(record),
          data: compressed(record),
        })),
      }),
  },
  {
    name: 'firehose-http.json',
    source: `${FIREHOSE}httpdeliveryrequestresponse.html`,
    write: (records) =>
      json({
        requestId: 'ed4acda5-034f-9f42-bba1-f29aea6d7d8f',
        timestamp: 1773480420000,
        records: records.map((record) => ({ data: base64(json(event(record))) })),
      }),
  },
  {
    name: 'sqs-s3-notification.json',
    source:
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html',
    lacks: 'the records: it names the log file that holds them',
    write: () =>
      pretty({
        Records: [
          {
            eventVersion: '2.1',
            eventSource: 'aws:s3',
            awsRegion: 'us-east-1',
            eventTime: '2026-03-14T09:30:00.000Z',
            eventName: 'ObjectCreated:Put',
            userIdentity: { principalId: 'AWS:AROAEXAMPLE' },
            requestParameters: { sourceIPAddress: '203.0.113.1' },
            s3: { bucket: { name: 'trail' }, object: { key: 'AWSLogs/a.json.gz', size: 1024 } },
          },
        ],
      }),
  },
];
