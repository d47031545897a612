import { namedObjects } from '../../src/collection/named-objects';
import { s3Event, snsEnvelope, TRAIL_BUCKET, trailKey } from '../support/trail-files';

const KEY = trailKey();

const TEST_EVENT = {
  Service: 'Amazon S3',
  Event: 's3:TestEvent',
  Time: '2026-01-31T12:00:00.000Z',
  Bucket: TRAIL_BUCKET,
  RequestId: '5582815E1AEA5ADF',
  HostId: '8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR',
};

function objectCreated(key: unknown, overrides: Readonly<Record<string, unknown>> = {}) {
  return {
    version: '0',
    'detail-type': 'Object Created',
    source: 'aws.s3',
    account: '111122223333',
    resources: [`arn:aws:s3:::${TRAIL_BUCKET}`],
    detail: { version: '0', bucket: { name: TRAIL_BUCKET }, object: { key, size: 1024 } },
    ...overrides,
  };
}

function ofCloudTrail(...keys: unknown[]) {
  return { s3Bucket: TRAIL_BUCKET, s3ObjectKey: keys };
}

/** As it is, and inside a message of SNS. */
function bothWays(message: unknown): string[] {
  return [JSON.stringify(message), JSON.stringify(snsEnvelope(message))];
}

describe('the objects that a message names', () => {
  const sized = { bucket: TRAIL_BUCKET, key: KEY, bytes: 1024 };

  it.each<[string, unknown, readonly unknown[]]>([
    ['an event of S3', s3Event(KEY), [sized]],
    ['an event of S3 about a copy', s3Event(KEY, { eventName: 'ObjectCreated:Copy' }), [sized]],
    ['an event of EventBridge', objectCreated(KEY), [sized]],
    ['a notification of CloudTrail', ofCloudTrail(KEY), [{ bucket: TRAIL_BUCKET, key: KEY }]],
    [
      'a notification of CloudTrail about several files',
      ofCloudTrail(KEY, 'b'),
      [
        { bucket: TRAIL_BUCKET, key: KEY },
        { bucket: TRAIL_BUCKET, key: 'b' },
      ],
    ],
    [
      'several events of S3, one of them about a removal',
      {
        Records: [
          ...s3Event('a').Records,
          ...s3Event('b', { eventName: 'ObjectRemoved:Delete' }).Records,
          ...s3Event('c').Records,
        ],
      },
      [
        { ...sized, key: 'a' },
        { ...sized, key: 'c' },
      ],
    ],
  ])('are those of %s', (_form, message, objects) => {
    for (const body of bothWays(message)) {
      expect(namedObjects(body)).toEqual({ kind: 'objects', objects });
    }
  });

  it.each<[string, string]>([
    ['a%2Bb+c', 'a+b c'],
    ['100%25', '100%'],
    ['%C3%A4%E2%82%AC', 'ä€'],
    ['%3Cscript%3E', '<script>'],
    ['%252F', '%2F'],
  ])('are decoded in events of S3 alone: %s', (encoded, key) => {
    expect(namedObjects(JSON.stringify(s3Event(encoded)))).toMatchObject({ objects: [{ key }] });
    for (const message of [objectCreated(encoded), ofCloudTrail(encoded)]) {
      const objects = [{ key: encoded }];
      expect(namedObjects(JSON.stringify(message))).toMatchObject({ objects });
    }
  });

  it.each<[string, unknown]>([
    ['the test event of S3', TEST_EVENT],
    ['a removal', s3Event(KEY, { eventName: 'ObjectRemoved:Delete' })],
    ['an expiry', s3Event(KEY, { eventName: 'LifecycleExpiration:Delete' })],
    ['a removal in EventBridge', objectCreated(KEY, { 'detail-type': 'Object Deleted' })],
  ])('are none in %s', (_what, message) => {
    for (const body of bothWays(message)) {
      expect(namedObjects(body)).toEqual({ kind: 'nothing' });
    }
  });

  it('are none in the message of CloudTrail that tests a topic', () => {
    const text = 'CloudTrail validation message.';

    expect(namedObjects(text)).toEqual({ kind: 'nothing' });
    expect(namedObjects(JSON.stringify(snsEnvelope(text)))).toEqual({ kind: 'nothing' });
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['text', 'hello'],
    ['a cut JSON text', '{"Records":['],
    ['null', 'null'],
    ['a list', '[1]'],
    ['a million opening brackets', '['.repeat(1_000_000)],
    ['JSON that is a million levels deep', '{"a":'.repeat(1_000_000)],
    ['a body of 1 MB', JSON.stringify({ text: 'x'.repeat(1_000_000) })],
    ['no records', JSON.stringify({ Records: [] })],
    ['records of CloudTrail', JSON.stringify({ Records: [{ eventName: 'DescribeInstances' }] })],
    ['an event without a bucket', JSON.stringify(s3Event(KEY, { s3: { object: { key: KEY } } }))],
    ['an event without a key', JSON.stringify(s3Event(KEY, { s3: { bucket: { name: 'b' } } }))],
    ['an event with an empty key', JSON.stringify(s3Event(''))],
    ['an event with a key that cannot be decoded', JSON.stringify(s3Event('%E0%A4%A'))],
    ['a key that is a number', JSON.stringify(ofCloudTrail(7))],
    ['one key among others that is an object', JSON.stringify(ofCloudTrail(KEY, { a: 1 }))],
    ['no keys', JSON.stringify(ofCloudTrail())],
    ['keys that are text', JSON.stringify({ s3Bucket: TRAIL_BUCKET, s3ObjectKey: KEY })],
    ['an event of EventBridge without detail', JSON.stringify(objectCreated(KEY, { detail: 1 }))],
    ['another event of EventBridge', JSON.stringify({ source: 'aws.ec2', detail: {} })],
    ['a message in two envelopes', JSON.stringify(snsEnvelope(snsEnvelope(s3Event(KEY))))],
    [
      'a request to confirm a subscription',
      JSON.stringify({ ...snsEnvelope(s3Event(KEY)), Type: 'SubscriptionConfirmation' }),
    ],
  ])('are unknown in %s', (_what, body) => {
    expect(namedObjects(body)).toEqual({ kind: 'unknown' });
  });
});
