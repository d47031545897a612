import { Readable } from 'node:stream';
import { GetObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { createS3TrailObjects } from '../../../src/adapters/s3/trail-objects';
import { TrailObjectError } from '../../../src/ports/trail-objects';
import { blocksOf } from '../../support/streams';

const client = new S3Client({ region: 'eu-central-1' });
const s3 = mockClient(client);
const objects = createS3TrailObjects(client);

/** An error as the SDK makes it of an answer. */
function answer(name: string, httpStatusCode: number): S3ServiceException {
  return new S3ServiceException({
    name,
    message: `${name} message`,
    $fault: 'client',
    $metadata: { httpStatusCode },
  });
}

function open(): Promise<AsyncIterable<Uint8Array>> {
  return objects.open('example-org-trail', 'AWSLogs/a.json.gz');
}

beforeEach(() => s3.reset());
afterAll(() => client.destroy());

describe('the objects of a trail in S3', () => {
  it('are opened as streams', async () => {
    const Body = Readable.from([Buffer.from('one'), Buffer.from('two')]);
    s3.on(GetObjectCommand).resolves({ Body: Body as never });

    const blocks = await blocksOf(await open());

    expect(Buffer.concat(blocks).toString()).toBe('onetwo');
    expect(s3.commandCalls(GetObjectCommand).map(({ args }) => args[0].input)).toEqual([
      { Bucket: 'example-org-trail', Key: 'AWSLogs/a.json.gz' },
    ]);
  });

  it.each<['gone' | 'denied', string, number]>([
    ['gone', 'NoSuchKey', 404],
    ['gone', 'UnknownError', 404],
    ['denied', 'AccessDenied', 403],
    ['denied', 'UnknownError', 403],
    ['denied', 'AllAccessDisabled', 403],
    ['denied', 'KMS.DisabledException', 400],
    ['denied', 'KMS.NotFoundException', 400],
  ])('are %s if S3 answers %s (%i)', async (reason, name, status) => {
    s3.on(GetObjectCommand).rejects(answer(name, status));

    const error = await open().catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(TrailObjectError);
    expect(error).toMatchObject({ reason, message: `${name} message` });
  });

  it.each<[string, number]>([
    ['SlowDown', 503],
    ['InternalError', 500],
    ['NoSuchBucket', 404],
    ['ExpiredToken', 400],
    ['RequestTimeTooSkewed', 403],
    ['InvalidObjectState', 403],
    ['TimeoutError', 0],
  ])('throw any other error as it is: %s', async (name, status) => {
    const error = answer(name, status);
    s3.on(GetObjectCommand).rejects(error);

    await expect(open()).rejects.toBe(error);
  });
});
