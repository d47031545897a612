import { S3Client } from '@aws-sdk/client-s3';
import { CLIENT_OPTIONS } from '../../../lambda/shared/client-options';
import { createS3TrailObjects } from '../../../src/adapters/s3/trail-objects';
import { releaseLog } from '../../support/captured-log';
import { cloudTrailRecord } from '../../support/detector-handler';
import {
  type LocalObject,
  type LocalS3,
  refuse,
  startLocalS3,
  stored,
} from '../../support/local-s3';
import { s3Event, TRAIL_BUCKET, trailFile, trailKey } from '../../support/trail-files';
import { failed, trailHandler } from '../../support/trail-handler';

const WHOLE = trailFile(Array.from({ length: 400 }, (_, index) => cloudTrailRecord(index)));
const SWEEP = trailFile(Array.from({ length: 12 }, (_, index) => cloudTrailRecord(500 + index)));

/** Announces all bytes of a file, sends most of them and resets the connection. */
const RESET: LocalObject = (response) => {
  response.writeHead(200, { 'content-length': WHOLE.length });
  response.write(WHOLE.subarray(0, -500), () => response.destroy());
};

/** The same without an announced length. */
const CUT: LocalObject = (response) => {
  response.write(WHOLE.subarray(0, -500), () => response.destroy());
};

let s3: LocalS3;
let client: S3Client;
let files = 0;

beforeAll(async () => {
  // The SDK waits this share of its backoff before a retry.
  jest.spyOn(Math, 'random').mockReturnValue(0);
  s3 = await startLocalS3();
  client = new S3Client({
    ...CLIENT_OPTIONS,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    endpoint: s3.endpoint,
    forcePathStyle: true,
  });
});
afterEach(releaseLog);
afterAll(async () => {
  jest.restoreAllMocks();
  client.destroy();
  await s3.stop();
});

/** Puts an object, and announces it next to an intact file with a sweep. */
async function announced(object: LocalObject | undefined) {
  files += 1;
  const [key, other] = [trailKey(`${files}a`), trailKey(`${files}b`)];
  if (object !== undefined) {
    s3.objects.set(`${TRAIL_BUCKET}/${key}`, object);
  }
  s3.objects.set(`${TRAIL_BUCKET}/${other}`, stored(SWEEP));
  const tested = trailHandler({ objects: {}, port: createS3TrailObjects(client) });
  const read = () => tested.handle(s3Event(key), s3Event(other));
  return { ...tested, key, answer: await read(), read };
}

/** The first two attempts of the SDK get one answer, the third another one. */
function atLast(first: LocalObject, last: LocalObject): LocalObject {
  return (response, attempt) => (attempt < 3 ? first : last)(response, attempt);
}

describe('the trail reader on S3 itself', () => {
  it.each<[string, LocalObject | undefined, string | undefined]>([
    ['is deleted', undefined, 'gone'],
    [
      'is deleted, and S3 only answers 404',
      (response) => void response.writeHead(404).end(),
      'gone',
    ],
  ])('is done with an object that %s', async (_what, object, reason) => {
    const { answer, sums, notifier } = await announced(object);

    expect(answer).toEqual(failed());
    expect(sums()).toMatchObject({
      'TrailFiles{service=regionsweep}': 1,
      [`TrailFilesNotRead{reason=${reason},service=regionsweep}`]: 1,
    });
    expect(notifier.notifications).toHaveLength(1);
  });

  it.each<[string, LocalObject, string]>([
    ['access is denied', refuse(403, 'AccessDenied'), 'denied'],
    ['its key is disabled', refuse(400, 'KMS.DisabledException'), 'denied'],
    ['the S3 bucket is gone', refuse(404, 'NoSuchBucket'), 'failed'],
    ['it is encrypted with a key of the customer', refuse(400, 'InvalidRequest'), 'failed'],
    ['it is in an archive', refuse(403, 'InvalidObjectState'), 'failed'],
    ['S3 asks three times to slow down', refuse(503, 'SlowDown'), 'failed'],
    ['S3 fails three times', refuse(500, 'InternalError'), 'failed'],
    ['the connection is reset before an answer', ({ socket }) => socket?.destroy(), 'failed'],
    ['the connection is reset in the middle', RESET, 'failed'],
    ['the transfer ends early', CUT, 'failed'],
    ['the file is truncated', stored(WHOLE.subarray(0, -500)), 'unreadable'],
    ['the file is empty', stored(Buffer.alloc(0)), 'unreadable'],
  ])('reads an object again later if %s, and the others now', async (_what, object, reason) => {
    const { answer, sums, log, key, notifier, deliveries } = await announced(object);

    expect(answer).toEqual(failed(0));
    expect(sums()).toMatchObject({
      'TrailFiles{service=regionsweep}': 1,
      [`TrailFilesNotRead{reason=${reason},service=regionsweep}`]: 1,
    });
    expect(log.entries().filter(({ message }) => message === 'Trail file not read')).toEqual([
      expect.objectContaining({ level: 'WARN', reason, key }),
    ]);
    expect(notifier.notifications.map(({ kind }) => kind)).toContain('opened');
    expect(await deliveries.readHour(Date.UTC(2026, 0, 31, 12) / 1000)).toMatchObject([
      { files: 1, calls: 12 },
    ]);
  });

  it.each<[string, LocalObject]>([
    ['asks twice to slow down', refuse(503, 'SlowDown')],
    ['fails twice', refuse(500, 'InternalError')],
    ['resets two connections', ({ socket }) => socket?.destroy()],
  ])('reads an object at once if S3 %s', async (_what, object) => {
    const { answer, sums } = await announced(atLast(object, stored(WHOLE)));

    expect(answer).toEqual(failed());
    expect(sums()).toMatchObject({
      'TrailFiles{service=regionsweep}': 2,
      'TrailCalls{service=regionsweep}': 412,
    });
  });

  it('counts the calls of an object once that another one replaced after a transfer that broke off', async () => {
    const { read, deliveries, answer, notifier } = await announced((response, attempt) =>
      attempt === 1 ? RESET(response, attempt) : stored(WHOLE)(response, attempt),
    );
    expect(answer).toEqual(failed(0));
    const before = notifier.notifications.filter(({ kind }) => kind === 'opened').length;

    expect(await read()).toEqual(failed());

    expect(notifier.notifications.filter(({ kind }) => kind === 'opened')).toHaveLength(before);
    expect(await deliveries.readHour(Date.UTC(2026, 0, 31, 12) / 1000)).toMatchObject([
      { files: 2, calls: 412 },
    ]);
  });

  it('logs nothing of a key that is not printable', async () => {
    const key = trailKey('\u202e\u001b[31mforged');
    const { handle, log } = trailHandler({ objects: {}, port: createS3TrailObjects(client) });

    expect(await handle(s3Event(encodeURIComponent(key)))).toEqual(failed());
    expect(log.entries()).toMatchObject([{ reason: 'gone' }]);
    expect(log.text()).not.toMatch(/\u202e|\\u001b|\\u202e/);
  });
});
