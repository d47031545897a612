import { MAIN_ACCOUNT } from '../../samples/ids';
import type { CloudTrailRecord } from '../../samples/record';
import { figure, type Measurement, rounded } from '../measurement';
import { sweep } from '../traffic/flood';
import { type FileShape, recordsOf } from '../traffic/large-file';
import { objectOf, type TrailFile, trailKey } from '../traffic/trail-files';
import type { InvocationUse } from './reader-process';
import { startReaderProcesses } from './trail-reader-process';

const MEGABYTE = 1024 * 1024;
const LARGE_BYTES = 50 * MEGABYTE;
/** How many ordinary files are read, and their size. */
const SMALL_FILES = 200;
const SMALL_BYTES = 50_000;
/** What warms a process up, so that its code is compiled. */
const WARM_FILES = 50;
const DECIDING_FILE = 10;
const USUAL_CALLS = 0.02;

const LARGE = {
  'no-calls': { calls: 0 },
  usual: { calls: USUAL_CALLS },
  'calls-only': { calls: 1 },
  'many-principals': { calls: 1, byMany: true, bytes: 5 * MEGABYTE },
} as const satisfies Readonly<Record<string, Partial<FileShape>>>;

/** The deployed bundle in processes of its own: time and memory of files, and from an announcement to the alert. */
export async function measureTrailReader(): Promise<Measurement[]> {
  const now = Math.floor(Date.now() / 1000);
  const objects: Record<string, Buffer> = {};
  const place = { account: MAIN_ACCOUNT, region: 'us-east-1' };
  const add = (name: string, records: TrailFile['records']): string => {
    const key = trailKey(place, now, name);
    objects[key] = objectOf({ records });
    return key;
  };
  const large = Object.entries(LARGE).map(([name, own], number) => {
    const shape = { bytes: LARGE_BYTES, until: now, number, ...own };
    const records = recordsOf(shape);
    return { name, own, shape, records: records.length, key: add(name, records) };
  });
  const small = Array.from({ length: WARM_FILES + SMALL_FILES }, (_, number) => {
    const shape = { bytes: SMALL_BYTES, calls: USUAL_CALLS, until: now, number: 100 + number };
    return add(`small-${number}`, recordsOf(shape));
  });
  const steps = freshSweep(now).map((record, index) => add(`sweep-${index}`, [record]));
  const readers = await startReaderProcesses(objects);
  try {
    const measurements: Measurement[] = [];

    // On an empty table, so that the sweep is news.
    const early = readers.start();
    await readOneByOne(early, steps.slice(0, DECIDING_FILE - 1));
    const before = readers.published();
    const announcedAt = performance.now();
    await readers.start().read([steps[DECIDING_FILE - 1] as string]);
    const seconds = (performance.now() - announcedAt) / 1000;
    if (readers.published() !== before + 1) {
      throw new Error('The file that decides the sweep sent no alert.');
    }
    const on =
      'from the announcement of the tenth file of a sweep, the start of a process included';
    measurements.push(figure('trail-alert-time', rounded(seconds), 's', on, { atMost: 3 }));
    const warm = readers.start();
    await readOneByOne(warm, small.slice(0, WARM_FILES));
    const uses = await readOneByOne(warm, small.slice(WARM_FILES));
    warm.stop();
    const mean = (of: (use: (typeof uses)[number]) => number): number =>
      rounded(uses.reduce((sum, use) => sum + of(use), 0) / uses.length);
    const onSmall = `${SMALL_FILES} files of ${SMALL_BYTES / 1000} KB of text, 2 % of the records calls, one process`;
    measurements.push(
      figure(
        'trail-file-time',
        mean((use) => use.milliseconds),
        'ms',
        onSmall,
      ),
      figure(
        'trail-file-processor-time',
        mean((use) => use.processorMs),
        'ms',
        onSmall,
      ),
    );

    for (const { name, own, shape, records, key } of large) {
      const reader = readers.start();
      await reader.read([small[0] as string]);
      const use = await reader.read([key]);
      reader.stop();
      const megabytes = shape.bytes / MEGABYTE;
      const callers = 'byMany' in own ? ', each by another user' : '';
      const on = `a file of ${megabytes} MB of text, ${records} records, ${shape.calls * 100} % of them calls${callers}, a process of its own`;
      measurements.push(
        figure(`trail-${name}-time`, rounded(use.milliseconds / megabytes), 'ms per MB', on),
        figure(
          `trail-${name}-processor-time`,
          rounded(use.processorMs / megabytes),
          'ms per MB',
          on,
        ),
        figure(`trail-${name}-peak-memory`, rounded(use.peakMb), 'MB', on, { atMost: 512 }),
      );
    }

    return measurements;
  } finally {
    await readers.stop();
  }
}

async function readOneByOne(
  reader: { read(keys: readonly string[]): Promise<InvocationUse> },
  keys: readonly string[],
): Promise<InvocationUse[]> {
  const uses: InvocationUse[] = [];
  for (const key of keys) {
    uses.push(await reader.read([key]));
  }
  return uses;
}

/** The records of a sweep that ends now, in their order. */
function freshSweep(now: number): TrailFile['records'] {
  const records = sweep().map(({ event }) => event.detail as unknown as CloudTrailRecord);
  const inOrder = records.toSorted((a, b) => (a.eventTime < b.eventTime ? -1 : 1));
  return inOrder.map((record, index) => ({
    ...record,
    eventTime: `${new Date((now - inOrder.length + index) * 1000).toISOString().slice(0, 19)}Z`,
  }));
}
