import { randomBytes } from 'node:crypto';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { readAll, readRecords } from './read-all';
import { RECORD_MEMBERS, withRecords } from './read-text';
import { TemporaryFolder } from './temporary-folder';

const folder = new TemporaryFolder();

/** Records that do not compress well, so that they fill several blocks of a file. */
function ndjsonOf(count: number, filler: number): string {
  return Array.from({ length: count }, (_, id) =>
    JSON.stringify({ ...RECORD_MEMBERS, filler: randomBytes(filler).toString('hex'), id }),
  ).join('\n');
}

/** The text that a cut piece of gzip data gives, and the records that are complete in it. */
function recordsIn(gzip: Buffer): unknown[] {
  const text = gunzipSync(gzip, { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1');
  return text
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line));
}

describe('readTrailFile of a compressed file', () => {
  it('yields all that is there of a file that is cut, at any byte', async () => {
    const gzip = gzipSync(ndjsonOf(12, 4));
    for (let cut = 2; cut < gzip.length; cut += 1) {
      const file = folder.write('cut.gz', gzip.subarray(0, cut));

      const { unwrapped, problems } = await readAll(file);

      const expected = recordsIn(gzip.subarray(0, cut));
      expect(unwrapped.map((item) => item.kind === 'record' && item.record)).toEqual(expected);
      const message = `The gzip data is truncated. Records read: ${expected.length}.`;
      expect(problems).toEqual([{ file, offset: cut, message }]);
    }
  });

  it.each([0.2, 0.6, 0.95])(
    'yields all records before the data is corrupt, at %d of it',
    async (part) => {
      const gzip = gzipSync(ndjsonOf(2000, 100));
      const corruptAt = Math.floor(gzip.length * part);
      const file = folder.write(
        'corrupt.gz',
        Buffer.concat([
          gzip.subarray(0, corruptAt),
          Buffer.alloc(1000, 0xff),
          gzip.subarray(corruptAt + 1000),
        ]),
      );

      const { unwrapped, problems } = await readAll(file);

      const before = recordsIn(gzip.subarray(0, corruptAt));
      const records = unwrapped.map((item) => item.kind === 'record' && item.record);
      expect(before.length).toBeGreaterThan(300);
      expect(records.slice(0, before.length)).toEqual(before);
      const problem = problems.at(-1);
      expect(problem?.message).toMatch(/^The gzip data is corrupt \(.+\)\. Records read: \d+\.$/);
      expect(problem?.line).toBeUndefined();
      expect(problem?.offset).toBeGreaterThanOrEqual(corruptAt);
    },
  );

  it('reads everything and says so where only the checksum is wrong', async () => {
    const gzip = gzipSync(withRecords('{"a":1}\n{"a":2}'));
    gzip.writeUInt8(gzip.readUInt8(gzip.length - 6) ^ 1, gzip.length - 6);
    const file = folder.write('checksum.gz', gzip);

    const { unwrapped, problems } = await readAll(file);

    expect(unwrapped.length).toBe(2);
    expect(problems).toMatchObject([{ message: expect.stringContaining('incorrect data check') }]);
  });

  it('takes zeros after the data for padding', async () => {
    const file = folder.write(
      'padded.gz',
      Buffer.concat([gzipSync(withRecords('{"a":1}')), Buffer.alloc(300)]),
    );

    expect(await readAll(file)).toMatchObject({ unwrapped: [{ record: { a: 1 } }], problems: [] });
  });

  it.each([
    ['text', Buffer.from('and so on')],
    ['padding and more data', Buffer.concat([Buffer.alloc(9), gzipSync(withRecords('{"a":2}'))])],
    ['half a member', gzipSync(withRecords('{"a":2}')).subarray(0, 8)],
  ])('reports %s after the data', async (_what, excess) => {
    const gzip = gzipSync(withRecords('{"a":1}\n'));
    const file = folder.write('excess.gz', Buffer.concat([gzip, excess]));

    const { unwrapped, problems } = await readAll(file);

    expect(unwrapped).toMatchObject([{ record: { a: 1 } }]);
    expect(problems).toMatchObject([{ message: expect.stringMatching(/gzip data/) }]);
    expect(problems[0]?.offset).toBeGreaterThanOrEqual(gzip.length);
  });

  it('reads what stands for a thousand times its size', async () => {
    const text = withRecords('{"Records":[{"a":1}],"b":"').padEnd(20_000_000, 'x').concat('"}');

    expect(await readRecords(folder.write('dense.gz', gzipSync(text)))).toMatchObject([{ a: 1 }]);
  });
});
