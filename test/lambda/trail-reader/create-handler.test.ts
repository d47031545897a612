import type { Detector } from '../../../src/engine/detector';
import { TrailObjectError } from '../../../src/ports/trail-objects';
import { releaseLog } from '../../support/captured-log';
import { cloudTrailRecord } from '../../support/detector-handler';
import { s3Event, snsEnvelope, TRAIL_BUCKET, trailFile, trailKey } from '../../support/trail-files';
import { failed, trailHandler } from '../../support/trail-handler';
import type { ReaderSetup } from '../../support/trail-reader';

/** A file with a part of a sweep. */
function part(first: number, count: number): Buffer {
  return trailFile(Array.from({ length: count }, (_, index) => cloudTrailRecord(first + index)));
}

const [A, B, C] = [trailKey('a'), trailKey('b', 'eu-west-1'), trailKey('c')];

afterEach(releaseLog);

describe('the trail reader', () => {
  it('finds a sweep in several files, in any order and whatever announces them', async () => {
    const { handle, notifier, sums } = trailHandler({
      objects: { [A]: part(0, 6), [B]: part(6, 4), [C]: part(10, 2) },
    });

    expect(
      await handle(s3Event(C), snsEnvelope({ s3Bucket: TRAIL_BUCKET, s3ObjectKey: [B, A] })),
    ).toEqual(failed());
    expect(notifier.notifications.map(({ kind }) => kind)).toEqual(['opened']);
    expect(sums()).toMatchObject({
      'TrailFiles{service=regionsweep}': 3,
      'TrailCalls{service=regionsweep}': 12,
      'TrailLag{service=regionsweep}': 900_000,
      'Notifications{service=regionsweep}': 1,
    });
  });

  it('reports a sweep once when its file is announced twice', async () => {
    const { handle, notifier, sums } = trailHandler({ objects: { [A]: part(0, 12) } });

    expect(await handle(s3Event(A), s3Event(A))).toEqual(failed());
    expect(notifier.notifications).toHaveLength(1);
    expect(sums()).toMatchObject({ 'TrailFiles{service=regionsweep}': 2 });
  });

  it('logs the incident and no secret of its records', async () => {
    const { handle, log } = trailHandler({ objects: { [A]: part(0, 12) } });

    await handle(s3Event(A));

    expect(log.entries()).toEqual([expect.objectContaining({ message: 'Incident opened' })]);
    expect(log.text()).not.toContain('FwoGZXIvYXdz');
  });

  it.each<[string, unknown, string]>([
    ['a message of no known form', { hello: 'world' }, 'unknown-message'],
    ['a body that is not JSON', 'hello', 'unknown-message'],
    ['an empty body', '', 'unknown-message'],
  ])('gives back %s, and reads the others', async (_what, body, reason) => {
    const { handle, sums, log } = trailHandler({ objects: { [A]: part(0, 3), [B]: part(3, 3) } });

    expect(await handle(s3Event(A), body, s3Event(B))).toEqual(failed(1));
    expect(sums()).toMatchObject({
      'TrailFiles{service=regionsweep}': 2,
      [`TrailFilesNotRead{reason=${reason},service=regionsweep}`]: 1,
    });
    expect(log.entries()).toEqual([
      expect.objectContaining({ level: 'WARN', reason, messageId: 'message-1' }),
    ]);
  });

  it.each<[string, ReaderSetup['objects'][string], string]>([
    ['access is denied', new TrailObjectError('denied', 'Access Denied'), 'denied'],
    [
      'S3 asks to slow down',
      Object.assign(new Error('Reduce your request rate.'), { name: 'SlowDown' }),
      'failed',
    ],
    ['it is truncated', part(0, 400).subarray(0, -50), 'unreadable'],
    ['it is empty', Buffer.alloc(0), 'unreadable'],
  ])(
    'gives back the message of a file if %s, and reads the others',
    async (_what, object, reason) => {
      const { handle, sums, log } = trailHandler({ objects: { [A]: object, [B]: part(500, 3) } });

      expect(await handle(s3Event(A), s3Event(B))).toEqual(failed(0));
      expect(sums()).toMatchObject({
        'TrailFiles{service=regionsweep}': 1,
        [`TrailFilesNotRead{reason=${reason},service=regionsweep}`]: 1,
      });
      expect(log.entries().filter(({ message }) => message === 'Trail file not read')).toEqual([
        expect.objectContaining({ level: 'WARN', reason, bucket: TRAIL_BUCKET, key: A }),
      ]);
    },
  );

  it.each<[string, unknown, string]>([
    ['a deleted object', s3Event(trailKey('deleted')), 'gone'],
    ['an object outside the trail', s3Event('photos/cat.jpg'), 'other-prefix'],
    ['an object of another S3 bucket', { s3Bucket: 'mallory', s3ObjectKey: [A] }, 'other-bucket'],
    ['another kind of object', s3Event('AWSLogs/111122223333/Config/a.json.gz'), 'other-kind'],
  ])('is done with %s, and logs it', async (_what, message, reason) => {
    const { handle, sums, log } = trailHandler({ objects: {} });

    expect(await handle(message)).toEqual(failed());
    expect(sums()).toMatchObject({
      [`TrailFilesNotRead{reason=${reason},service=regionsweep}`]: 1,
    });
    expect(log.entries()).toEqual([expect.objectContaining({ level: 'WARN', reason })]);
  });

  it('only counts digests and Insights, and does not open them', async () => {
    const keys = ['CloudTrail-Digest', 'CloudTrail-Insight'].map((kind) =>
      trailKey('a', 'us-east-1', kind),
    );
    const { handle, opened, sums, log } = trailHandler({ objects: {} });

    expect(await handle({ s3Bucket: TRAIL_BUCKET, s3ObjectKey: keys })).toEqual(failed());
    expect(opened).toEqual([]);
    expect(log.entries()).toEqual([]);
    expect(sums()).toMatchObject({
      'TrailFilesNotRead{reason=digest,service=regionsweep}': 1,
      'TrailFilesNotRead{reason=insight,service=regionsweep}': 1,
    });
  });

  it('is done with a test event', async () => {
    const { handle, log } = trailHandler({ objects: {} });

    expect(await handle({ Service: 'Amazon S3', Event: 's3:TestEvent' })).toEqual(failed());
    expect(log.text()).toBe('');
  });

  it('gives back a message if one of its files fails, after it has read all of them', async () => {
    const { handle, opened } = trailHandler({
      objects: { [A]: new Error('InternalError'), [B]: part(0, 3) },
    });

    expect(await handle({ s3Bucket: TRAIL_BUCKET, s3ObjectKey: [A, B] })).toEqual(failed(0));
    expect(opened).toEqual([A, B]);
  });

  it('gives back the message of calls that the detector fails on', async () => {
    const wrap = (detector: Detector): Detector => ({
      ...detector,
      detect: async (calls) => ({
        ...(await detector.detect([])),
        failures: calls.length > 3 ? [{ calls, error: new Error('The table is throttled.') }] : [],
      }),
    });
    const { handle, sums, log } = trailHandler({
      objects: { [A]: part(0, 4), [B]: part(0, 3) },
      wrap,
    });

    expect(await handle(s3Event(A), s3Event(B))).toEqual(failed(0));
    expect(sums()).toMatchObject({ 'CallsNotHandled{service=regionsweep}': 4 });
    expect(log.entries()).toContainEqual(
      expect.objectContaining({ level: 'ERROR', message: expect.stringContaining('not handled') }),
    );
  });

  it('takes no further message when less than 15 s are left', async () => {
    const { handle, opened, sums } = trailHandler({
      objects: { [A]: part(0, 3), [B]: part(3, 3), [C]: part(6, 3) },
      remaining: [60_000, 60_000, 60_000, 14_999],
    });

    expect(await handle(s3Event(A), s3Event(B), s3Event(C))).toEqual(failed(1, 2));
    expect(opened).toEqual([A]);
    expect(sums()).toMatchObject({
      'TrailFilesNotRead{reason=out-of-time,service=regionsweep}': 2,
    });
  });

  it('opens no further object of a message when less than 15 s are left', async () => {
    const { handle, opened, sums } = trailHandler({
      objects: { [A]: part(0, 3), [B]: part(3, 3), [C]: part(6, 3) },
      remaining: [60_000, 60_000, 60_000, 14_999],
    });

    expect(await handle({ s3Bucket: TRAIL_BUCKET, s3ObjectKey: [A, B, C] })).toEqual(failed(0));
    expect(opened).toEqual([A]);
    expect(sums()).toMatchObject({
      'TrailFilesNotRead{reason=out-of-time,service=regionsweep}': 2,
    });
  });

  it('shows keys and texts of others printable and bounded', async () => {
    const key = `AWSLogs/\u001b[31m\u202e${'x'.repeat(10_000)}`;
    const { handle, log } = trailHandler({ objects: {} });

    await handle({ s3Bucket: TRAIL_BUCKET, s3ObjectKey: [key] }, `\u202e${'y'.repeat(10_000)}`);

    expect(log.text().length).toBeLessThan(2500);
    expect(log.text()).not.toMatch(/\u202e|\\u001b|\\u202e/);
  });

  it('refuses an event that is no batch', async () => {
    const { handler, context } = trailHandler({ objects: {} });

    await expect(handler({ detail: {} }, context)).rejects.toThrow('takes batches of SQS messages');
  });
});
