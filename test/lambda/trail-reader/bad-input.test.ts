import { gzipSync } from 'node:zlib';
import { releaseLog } from '../../support/captured-log';
import { cloudTrailRecord } from '../../support/detector-handler';
import { s3Event, snsEnvelope, TRAIL_BUCKET, trailFile, trailKey } from '../../support/trail-files';
import { failed, trailHandler } from '../../support/trail-handler';

const KEY = trailKey('bad');
const SWEEP = trailKey('sweep');
const FOLDER = 'AWSLogs/o-a1b2c3d4e5/111122223333';

/** The event of EventBridge about an object. */
function eventBridgeEvent(key: unknown, name: unknown = TRAIL_BUCKET) {
  return {
    source: 'aws.s3',
    'detail-type': 'Object Created',
    detail: { bucket: { name }, object: { key, size: 1024 } },
  };
}

function nested(depth: number): string {
  return `${'{"Records":['.repeat(depth)}${']}'.repeat(depth)}`;
}

/** Handles a message next to one about a sweep, which must be found whatever the other is. */
async function handled(message: unknown, object?: Buffer) {
  const sweep = trailFile(Array.from({ length: 12 }, (_, index) => cloudTrailRecord(index)));
  const objects = { [SWEEP]: sweep, ...(object && { [KEY]: object }) };
  const tested = trailHandler({ objects });
  const answer = await tested.handle(message, s3Event(SWEEP));
  expect(tested.notifier.notifications.map(({ kind }) => kind)).toEqual(['opened']);
  const lines = tested.log.entries().filter((entry) => entry['message'] === 'Trail file not read');
  // Nothing that a message or an object holds makes a line of its own.
  expect(tested.log.entries()).toHaveLength(lines.length + 1);
  expect(tested.log.text().length).toBeLessThan(5000);
  return { ...tested, answer, lines };
}

afterEach(releaseLog);

describe('a message that the trail reader is done with', () => {
  it.each<[string, unknown]>([
    ['a test event of S3', { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'any' }],
    ['the same from a topic', snsEnvelope({ Service: 'Amazon S3', Event: 's3:TestEvent' })],
    ['the test of a topic by CloudTrail', 'CloudTrail validation message.'],
    ['an object that was deleted', s3Event(KEY, { eventName: 'ObjectRemoved:Delete' })],
    ['the same by EventBridge', { ...eventBridgeEvent(KEY), 'detail-type': 'Object Deleted' }],
  ])('without a word: %s', async (_what, message) => {
    const { answer, lines } = await handled(message);

    expect(answer).toEqual(failed());
    expect(lines).toEqual([]);
  });

  it.each<[string, string, unknown]>([
    ['an object of another S3 bucket', 'other-bucket', eventBridgeEvent(KEY, 'mallory')],
    [
      'an S3 bucket whose name begins alike',
      'other-bucket',
      eventBridgeEvent(KEY, `${TRAIL_BUCKET}-2`),
    ],
    ['an object outside the prefix', 'other-prefix', s3Event(`other/${KEY}`)],
    ['a key that climbs out of the prefix', 'other-prefix', s3Event(`../${KEY}`)],
    ['a key that climbs within it', 'other-kind', s3Event('AWSLogs/../secrets.json.gz')],
    ['a snapshot of Config', 'other-kind', s3Event(`${FOLDER}/Config/us-east-1/a.json.gz`)],
    ['a flow log of a VPC', 'other-kind', s3Event(`${FOLDER}/vpcflowlogs/us-east-1/a.log.gz`)],
    ['a folder', 'other-kind', s3Event(`${FOLDER}/CloudTrail/`)],
    ['a deleted object', 'gone', s3Event(KEY)],
    [
      'a key with a line break',
      'gone',
      s3Event(encodeURIComponent(trailKey('x\n{"level":"INFO"}'))),
    ],
    ['a key encoded twice', 'other-prefix', s3Event(encodeURIComponent(encodeURIComponent(KEY)))],
  ])('and logs: %s', async (_what, reason, message) => {
    const { answer, lines, sums, opened } = await handled(message);

    expect(answer).toEqual(failed());
    expect(lines).toEqual([expect.objectContaining({ level: 'WARN', reason })]);
    expect(sums()).toMatchObject({
      [`TrailFilesNotRead{reason=${reason},service=regionsweep}`]: 1,
    });
    expect(opened).toHaveLength(reason === 'gone' ? 2 : 1);
  });
});

describe('an object without a call', () => {
  it.each<[string, Buffer]>([
    ['no record', gzipSync('{"Records":[]}')],
    ['blanks', gzipSync(' \n')],
    ['a digest', gzipSync('{"awsAccountId":"111122223333","digestStartTime":"x","logFiles":[]}')],
  ])('is a file that brought none: %s', async (_what, object) => {
    const { answer, lines, sums } = await handled(s3Event(KEY), object);

    expect(answer).toEqual(failed());
    expect(lines).toEqual([]);
    // The alarm on a silent trail counts calls, not files.
    expect(sums()).toMatchObject({
      'TrailFiles{service=regionsweep}': 2,
      'TrailCalls{service=regionsweep}': 12,
    });
  });
});

describe('a message that comes again, and is a dead letter in the end', () => {
  it.each<[string, unknown]>([
    ['text', 'hello'],
    ['nothing', ''],
    ['a number', '42'],
    ['a list', '[]'],
    ['JSON that is cut', '{"Records":['],
    ['an event without records', { Records: [] }],
    ['records of another service', { Records: [{ eventSource: 'aws:ses', ses: {} }] }],
    ['an object without a key', s3Event('')],
    ['a key that is not encoded', s3Event('AWSLogs/%E0%A4%A')],
    ['a key that is no text', eventBridgeEvent({ toString: 'x' })],
    ['a bucket that is no text', eventBridgeEvent(KEY, ['a'])],
    ['keys of which one is no text', { s3Bucket: TRAIL_BUCKET, s3ObjectKey: [KEY, 7] }],
    ['no key at all', { s3Bucket: TRAIL_BUCKET, s3ObjectKey: [] }],
    ['a message in a message in a message', snsEnvelope(snsEnvelope(s3Event(KEY)))],
    ['100,000 levels of JSON', nested(100_000)],
    ['1 MB of text', 'x'.repeat(1024 * 1024)],
    ['a line break and a forged line', 'x\n{"level":"INFO","message":"Incident closed"}'],
    ['members of a prototype', '{"__proto__":{"Records":[]},"constructor":1}'],
  ])('because it has no known form: %s', async (_what, message) => {
    const { answer, lines, sums } = await handled(message);

    expect(answer).toEqual(failed(0));
    expect(lines).toEqual([
      expect.objectContaining({ level: 'WARN', reason: 'unknown-message', messageId: 'message-0' }),
    ]);
    expect(sums()).toMatchObject({
      'TrailFilesNotRead{reason=unknown-message,service=regionsweep}': 1,
    });
  });

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['gzip of nothing', gzipSync('')],
    ['text', gzipSync('version account-id interface-id\n2 123456789010 eni-1235b8ca')],
    ['text that is not compressed', Buffer.from('hello')],
    ['JSON of another kind', gzipSync('{"hello":"world"}')],
    ['an empty object of JSON', gzipSync('{}')],
    [
      'a snapshot of Config',
      gzipSync('{"fileVersion":"1.0","configurationItems":[{"resourceId":"i-1"}]}'),
    ],
    ['records that are none', gzipSync('{"Records":[1,"a",null,[]]}')],
    ['records that are no list', gzipSync('{"Records":"all"}')],
    ['a list that is not closed', gzipSync('{"Records":[{"eventName":"DescribeInstances"}')],
    [
      'a record of 5 MB',
      gzipSync(`{"Records":[{"eventName":"DescribeInstances","x":"${'a'.repeat(5_000_000)}"}]}`),
    ],
    ['zeros', gzipSync(Buffer.alloc(20_000_000))],
  ])('because the object is no trail file: %s', async (_what, object) => {
    const { answer, lines, sums } = await handled(s3Event(KEY), object);

    expect(answer).toEqual(failed(0));
    expect(lines).toEqual([
      expect.objectContaining({ level: 'WARN', reason: 'unreadable', key: KEY }),
    ]);
    expect(sums()).toMatchObject({
      'TrailFiles{service=regionsweep}': 1,
      'TrailFilesNotRead{reason=unreadable,service=regionsweep}': 1,
    });
  });
});
