import { readTrailObject, type TrailReaderParts } from '../../src/collection/read-trail-object';
import type { Detector } from '../../src/engine/detector';
import { uuid } from '../support/calls';
import { shuffled } from '../support/delivery';
import { cloudTrailRecord } from '../support/detector-handler';
import { TRAIL_BUCKET, trailFile, trailKey } from '../support/trail-files';
import { type ReaderSetup, trailReader } from '../support/trail-reader';

const KEY = trailKey();
const CALLED = Date.parse('2026-01-31T12:00:00Z') / 1000;

/** Reads one object. */
function reading(
  object: ReaderSetup['objects'][string],
  setup: Omit<ReaderSetup, 'objects'> = {},
  overrides: Partial<TrailReaderParts> = {},
) {
  const reader = trailReader({ ...setup, objects: { [KEY]: object } });
  const parts = { ...reader.parts, hasTime: () => true, onOutcome: () => {}, ...overrides };
  const read = () => readTrailObject({ bucket: TRAIL_BUCKET, key: KEY }, parts);
  return { ...reader, read };
}

/** Records of one user. */
function records(count: number, overrides: Readonly<Record<string, unknown>> = {}) {
  return Array.from({ length: count }, (_, number) => cloudTrailRecord(number, overrides));
}

/** Records of a call that no rule looks for and nobody watches. */
function traffic(count: number) {
  return Array.from({ length: count }, (_, number) =>
    cloudTrailRecord(number, { eventID: uuid(1_000_000 + number), eventName: 'ListBuckets' }),
  );
}

/** Counts the calls that the detector gets at once. */
function counting() {
  const chunks: (readonly [number, number])[] = [];
  let last = 0;
  const wrap = (detector: Detector): Detector => ({
    detect: (calls) => {
      last = calls.length;
      return detector.detect(calls);
    },
    watch: (calls) => {
      chunks.push([last, calls.length]);
      return detector.watch(calls);
    },
  });
  return { chunks, wrap };
}

describe('readTrailObject', () => {
  it('writes the calls of one principal and window once, and finds their sweep', async () => {
    const { read, writes, notifier } = reading(trailFile([...traffic(500), ...records(12)]));

    expect(await read()).toEqual({
      tally: expect.objectContaining({ calls: 12, rejected: {} }),
      calls: 12,
      earliest: CALLED,
      latest: CALLED,
      arrivals: expect.anything(),
      failure: undefined,
      problems: [],
    });
    expect(writes).toEqual([12]);
    expect(notifier.published.map(({ evidence }) => evidence.callCount)).toEqual([12]);
  });

  it('reports nothing more when it reads the file again', async () => {
    const { read, notifier } = reading(trailFile(records(12)));

    await read();
    await read();

    expect(notifier.notifications).toHaveLength(1);
  });

  it('does not depend on the order of the records', async () => {
    const mixed = shuffled([...traffic(50), ...records(12)], 7);
    const { read, notifier } = reading(trailFile(mixed));

    await read();

    expect(notifier.published[0]?.evidence).toMatchObject({ callCount: 12, regionCount: 12 });
  });

  it('hands over watched calls, and does not count them as calls', async () => {
    const { chunks, wrap } = counting();
    const { read } = reading(
      trailFile([...records(2), cloudTrailRecord(9, { eventName: 'RunInstances' })]),
      { wrap },
    );

    expect(await read()).toMatchObject({ calls: 2 });
    expect(chunks).toEqual([[2, 1]]);
  });

  it('takes the event time of the latest call', async () => {
    const late = cloudTrailRecord(50, { eventTime: '2026-01-31T12:04:00Z' });
    const { read } = reading(trailFile([late, ...records(3)]));

    expect(await read()).toMatchObject({ latest: CALLED + 240 });
  });

  it('hands over at most 2,000 calls at once', async () => {
    const { chunks, wrap } = counting();
    const { read } = reading(trailFile(records(4500)), { wrap });

    expect(await read()).toMatchObject({ calls: 4500 });
    expect(chunks.map(([calls]) => calls)).toEqual([2000, 2000, 500]);
  });

  it('counts the calls of the heartbeat and does not detect them', async () => {
    const probeRoleArn = 'arn:aws:iam::111122223333:role/heartbeat';
    const userIdentity = {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::111122223333:assumed-role/heartbeat/probe',
      sessionContext: { sessionIssuer: { type: 'Role', arn: probeRoleArn } },
    };
    const { read, writes } = reading(trailFile(records(12, { userIdentity })), { probeRoleArn });

    expect(await read()).toMatchObject({ calls: 12 });
    expect(writes).toEqual([]);
  });

  it('counts a record that it cannot use, and takes the others', async () => {
    const { read, writes } = reading(
      trailFile([cloudTrailRecord(99, { eventTime: 'noon' }), ...records(3)]),
    );

    expect(await read()).toMatchObject({
      tally: { rejected: { 'unreadable-event-time': 1 } },
      failure: undefined,
    });
    expect(writes).toEqual([3]);
  });

  it.each<[string, Buffer, number]>([
    ['a truncated file', trailFile([...records(40), ...traffic(3000)]).subarray(0, -100), 40],
    ['a text that is not JSON', Buffer.from('<Error>AccessDenied</Error>'), 0],
    ['an empty object', Buffer.alloc(0), 0],
    ['a zip archive', Buffer.from('504b0304140000000800', 'hex'), 0],
    ['a Parquet file', Buffer.from('PAR1....PAR1'), 0],
    ['a CSV file', Buffer.from('eventID,eventName\n1,DescribeInstances\n'), 0],
    ['random bytes', Buffer.from('1f8b0800ffffffffffffffff', 'hex'), 0],
    ['a record that is cut', Buffer.from(`{"Records":[${JSON.stringify(records(1)[0])},{"a`), 1],
  ])('hands over what it can read of %s, and fails', async (_what, object, calls) => {
    const { read } = reading(object);

    expect(await read()).toMatchObject({
      calls,
      failure: 'unreadable',
      problems: [expect.stringMatching(/\S/)],
    });
  });

  it('fails when the transfer breaks off, after it has handed over the rest', async () => {
    const bytes = trailFile([...records(40), ...traffic(3000)]);
    const { read, writes } = reading(async function* () {
      yield bytes.subarray(0, -1000);
      throw new Error('aborted');
    });

    expect(await read()).toMatchObject({
      calls: 40,
      failure: 'failed',
      problems: [expect.stringContaining('aborted')],
    });
    expect(writes).toEqual([40]);
  });

  it('fails when the detector fails on some calls, and handles the others', async () => {
    const outcomes: number[] = [];
    const wrap = (detector: Detector): Detector => ({
      ...detector,
      detect: async ([first, ...calls]) => ({
        ...(await detector.detect(calls)),
        failures: [{ calls: first === undefined ? [] : [first], error: new Error('throttled') }],
      }),
    });
    const { read, writes } = reading(
      trailFile(records(12)),
      { wrap },
      { onOutcome: ({ failures }) => void outcomes.push(failures.length) },
    );

    expect(await read()).toMatchObject({ failure: 'not-handled', problems: [] });
    expect(writes).toEqual([11]);
    expect(outcomes).toEqual([0, 0, 1, 0]);
  });

  it.each([
    ['handles again after a second what fails', true, [1000], undefined],
    ['tries no second time without the time for it', false, [], 'not-handled'],
  ] as const)('%s', async (_what, hasTime, expected, failure) => {
    const pauses: number[] = [];
    let attempts = 0;
    const wrap = (detector: Detector): Detector => ({
      ...detector,
      detect: async (calls) => {
        attempts += 1;
        const outcome = await detector.detect(calls);
        const failures = attempts > 1 ? [] : [{ calls, error: new Error('throttled') }];
        return { ...outcome, failures };
      },
    });
    const { read, notifier } = reading(
      trailFile(records(12)),
      { wrap },
      {
        pause: async (milliseconds) => void pauses.push(milliseconds),
        hasTime: () => hasTime || attempts === 0,
      },
    );

    expect((await read()).failure).toBe(failure);
    expect(pauses).toEqual(expected);
    expect(notifier.published).toHaveLength(1);
  });

  it('stops when the time runs out, and closes the stream', async () => {
    let isClosed = false;
    let checks = 0;
    const timesChecked = (): number => {
      checks += 1;
      return checks;
    };
    const bytes = trailFile(records(4500));
    const { read } = reading(
      async function* () {
        try {
          for (let start = 0; start < bytes.length; start += 1000) {
            yield bytes.subarray(start, start + 1000);
          }
          yield* [bytes, bytes];
        } finally {
          isClosed = true;
        }
      },
      {},
      { hasTime: () => timesChecked() < 2 },
    );

    expect(await read()).toMatchObject({ failure: 'out-of-time' });
    expect(isClosed).toBe(true);
  });
});
