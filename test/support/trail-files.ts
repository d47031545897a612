import { gzipSync } from 'node:zlib';
import { TrailObjectError, type TrailObjects } from '../../src/ports/trail-objects';

export const TRAIL_BUCKET = 'example-org-trail';

/** The key of a file in the trail of an organization, as CloudTrail names it. */
export function trailKey(name = 'a', region = 'us-east-1', kind = 'CloudTrail'): string {
  const account = '111122223333';
  return `AWSLogs/o-a1b2c3d4e5/${account}/${kind}/${region}/2026/01/31/${account}_${kind}_${region}_20260131T1205Z_${name}.json.gz`;
}

/** A file with some records, as CloudTrail stores it. */
export function trailFile(records: readonly unknown[]): Buffer {
  return gzipSync(JSON.stringify({ Records: records }));
}

/** What an object is: its bytes, the blocks of its stream, or the failure to open it. */
export type MemoryObject = Buffer | Error | (() => AsyncIterable<Uint8Array>);

/** The objects of {@link TRAIL_BUCKET}, by key, and the keys in the order in which they were opened. */
export function memoryObjects(objects: Readonly<Record<string, MemoryObject>>) {
  const opened: string[] = [];
  const port: TrailObjects = {
    async open(bucket, key) {
      expect(bucket).toBe(TRAIL_BUCKET);
      opened.push(key);
      const object = objects[key] ?? new TrailObjectError('gone', 'The key does not exist.');
      if (object instanceof Error) {
        throw object;
      }
      return typeof object === 'function' ? object() : inBlocks(object);
    },
  };
  return { port, opened };
}

async function* inBlocks(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 1000) {
    yield bytes.subarray(start, start + 1000);
  }
}

/** The event of S3 about a new object. */
export function s3Event(key: string, overrides: Readonly<Record<string, unknown>> = {}) {
  return {
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'eu-central-1',
        eventName: 'ObjectCreated:Put',
        s3: {
          s3SchemaVersion: '1.0',
          bucket: { name: TRAIL_BUCKET, arn: `arn:aws:s3:::${TRAIL_BUCKET}` },
          object: { key, size: 1024, eTag: 'd41d8cd98f00b204e9800998ecf8427e' },
        },
        ...overrides,
      },
    ],
  };
}

/** A message of SNS with a text or a value as JSON. */
export function snsEnvelope(message: unknown) {
  return {
    Type: 'Notification',
    MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
    TopicArn: 'arn:aws:sns:eu-central-1:111122223333:trail-files',
    Message: typeof message === 'string' ? message : JSON.stringify(message),
    Timestamp: '2026-01-31T12:05:00.000Z',
  };
}
