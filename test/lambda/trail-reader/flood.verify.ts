import { Readable } from 'node:stream';
import { createGzip, gzipSync } from 'node:zlib';
import type { TrailObjects } from '../../../src/ports/trail-objects';
import { uuid } from '../../support/calls';
import { releaseLog } from '../../support/captured-log';
import { cloudTrailRecord } from '../../support/detector-handler';
import { s3Event, trailFile, trailKey } from '../../support/trail-files';
import { trailHandler } from '../../support/trail-handler';
import { wholeNumber } from '../../support/whole-number';

const MB = 1024 * 1024;

/** What the stack configures: functions at once, and messages that each takes. */
const READERS = 10;
const BATCH = 10;

/** `REGIONSWEEP_NOTIFICATIONS=100000` takes about two minutes. */
const NOTIFICATIONS = wholeNumber('REGIONSWEEP_NOTIFICATIONS', 20_000);

/** Watches the memory that is in use while something runs. */
async function mostMemory(run: () => Promise<unknown>): Promise<number> {
  global.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  await run();
  clearInterval(timer);
  return (Math.max(most, process.memoryUsage().rss) - before) / MB;
}

function note(figure: string): void {
  process.stderr.write(`${figure}\n`);
}

afterEach(releaseLog);

describe('the trail reader in a flood', () => {
  it(`reads ${NOTIFICATIONS} files, one at a time in each of ten functions`, async () => {
    let open = 0;
    let most = 0;
    const opened = new Set<string>();
    const port: TrailObjects = {
      async open(_bucket, key) {
        opened.add(key);
        const number = Number(/_(\d+)\.json\.gz$/.exec(key)?.[1]);
        const file = trailFile([
          cloudTrailRecord(number % 3, {
            eventID: uuid(number),
            userIdentity: {
              type: 'IAMUser',
              arn: `arn:aws:iam::111122223333:user/u${number % 5000}`,
            },
          }),
        ]);
        return (async function* () {
          open += 1;
          most = Math.max(most, open);
          yield file;
          open -= 1;
        })();
      },
    };
    const tested = trailHandler({ objects: {}, port });
    // A captured log would grow with the flood.
    process.env['METRICS_DISABLED'] = 'true';
    const queue = Array.from({ length: NOTIFICATIONS }, (_, number) => number);
    let again = 0;
    const startedAt = performance.now();
    const memory = await mostMemory(() =>
      Promise.all(
        Array.from({ length: READERS }, async () => {
          for (let batch = queue.splice(-BATCH); batch.length > 0; batch = queue.splice(-BATCH)) {
            const bodies = batch.map((number) => s3Event(trailKey(String(number))));
            again += (await tested.handle(...bodies)).batchItemFailures.length;
            await new Promise((resolve) => setImmediate(resolve));
          }
        }),
      ),
    );
    delete process.env['METRICS_DISABLED'];
    const seconds = (performance.now() - startedAt) / 1000;

    const [place, ...others] = await tested.deliveries.readHour(Date.UTC(2026, 0, 31, 12) / 1000);
    expect(others).toEqual([]);
    expect(place).toMatchObject({ files: NOTIFICATIONS, calls: NOTIFICATIONS });
    expect(opened.size).toBe(NOTIFICATIONS);
    expect(again).toBe(0);
    expect(most).toBeLessThanOrEqual(READERS);
    note(
      `${NOTIFICATIONS} notifications: ${Math.round(NOTIFICATIONS / seconds)} files a second in one process, at most ${most} open at once, ${Math.round(memory)} MB more memory with the calls of all in a memory store`,
    );
  });

  it.each<[string, number, string]>([
    ['50 MB of text in one line', 50, 'records'],
    ['1 GB of blanks', 1000, ' '],
    ['1 GB of zeros', 1000, '\0'],
  ])('needs less than 200 MB for %s', async (what, megabytes, text) => {
    const record = JSON.stringify(cloudTrailRecord(1, { eventName: 'ListBuckets' }));
    const block = text === 'records' ? `${record},`.repeat(1000) : text.repeat(MB);
    const blocks = Math.ceil((megabytes * MB) / block.length);
    async function* plain() {
      yield '{"Records":[';
      for (let index = 0; index < blocks; index += 1) {
        yield block;
      }
      yield `${record}]}`;
    }
    const port: TrailObjects = { open: async () => Readable.from(plain()).pipe(createGzip()) };
    const tested = trailHandler({ objects: {}, port });
    const startedAt = performance.now();
    const memory = await mostMemory(() => tested.handle(s3Event(trailKey())));
    note(`${what}: ${Math.round(memory)} MB, ${Math.round(performance.now() - startedAt)} ms`);

    expect(memory).toBeLessThan(200);
    expect(tested.sums()).toMatchObject(
      text === 'records'
        ? { 'TrailFiles{service=regionsweep}': 1 }
        : { 'TrailFilesNotRead{reason=unreadable,service=regionsweep}': 1 },
    );
  });

  it('stops reading a bomb when the time runs out, and the others of its batch come again', async () => {
    const startedAt = performance.now();
    const bomb = gzipSync(Buffer.alloc(64 * MB, ' '));
    const port: TrailObjects = {
      open: async () =>
        (async function* () {
          yield gzipSync('{"Records":[');
          for (;;) {
            yield bomb;
          }
        })(),
    };
    const tested = trailHandler({ objects: {}, port, remaining: [] });
    const context = {
      getRemainingTimeInMillis: () => 18_000 - (performance.now() - startedAt),
    };
    const memory = await mostMemory(async () => {
      const { Records } = { Records: [trailKey('bomb'), trailKey('other')] };
      const messages = Records.map((key, index) => ({
        messageId: `message-${index}`,
        body: JSON.stringify(s3Event(key)),
        attributes: { ApproximateReceiveCount: '1' },
      }));
      expect(await tested.handler({ Records: messages }, context)).toEqual({
        batchItemFailures: [{ itemIdentifier: 'message-0' }, { itemIdentifier: 'message-1' }],
      });
    });

    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(memory).toBeLessThan(200);
    expect(tested.sums()).toMatchObject({
      'TrailFilesNotRead{reason=out-of-time,service=regionsweep}': 2,
    });
  });
});
