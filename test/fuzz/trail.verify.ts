import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { anyChunkSizes, anyDocument, anyRecord as anyObject } from '../trail/json-texts';
import { type ReadFile, readAll } from '../trail/read-all';
import { RECORD_MEMBERS, readText } from '../trail/read-text';
import { anyRecord } from './support/any-record';
import { fuzz, fuzzAsync } from './support/fuzz';

const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-fuzz-'));
const file = path.join(folder, 'trail');

afterAll(() => rmSync(folder, { recursive: true }));

async function readBytes(bytes: Uint8Array): Promise<ReadFile> {
  writeFileSync(file, bytes);
  return readAll(file);
}

const recordsIn = ({ unwrapped }: ReadFile): unknown[] =>
  unwrapped.map((item) => (item.kind === 'record' ? item.record : item.kind));

/** What holds for any file: problems can be located and shown, and reading continues. */
function expectSound({ problems, bytesRead }: ReadFile, bytes: Uint8Array): void {
  const unsound = problems.filter(
    ({ offset, message, ...problem }) =>
      problem.file !== file || offset < 0 || !/^[^\p{C}\p{Zl}\p{Zp}]{1,300}$/u.test(message),
  );
  expect(unsound).toEqual([]);
  // The reader reports twenty problems of a text, then their number, and the problems of the file in addition.
  expect(problems.length).toBeLessThanOrEqual(22);
  expect(bytesRead).toEqual([...bytesRead].sort((a, b) => a - b));
  expect(bytesRead.at(-1) ?? 0).toBeLessThanOrEqual(bytes.length);
}

const anyPiece: fc.Arbitrary<Buffer> = fc.oneof(
  anyDocument.map((document) => Buffer.from(JSON.stringify(document))),
  anyRecord.map((record) => Buffer.from(JSON.stringify({ Records: [record] }))),
  fc
    .constantFrom(
      '{',
      '[',
      '}',
      ']',
      '"',
      '\\',
      '\n',
      '\r\n',
      ',',
      ':',
      '\ufeff',
      '{"Records":[',
      ' ',
    )
    .map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
  fc.constant(Buffer.from([0x1f, 0x8b, 8, 0])),
);

const anyBytes = fc.array(anyPiece, { maxLength: 10 }).map((pieces) => Buffer.concat(pieces));

/** A line that is no JSON, or the beginning of some. It opens more than it closes. */
const anyBrokenLine: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(anyObject, fc.nat()).map(([object, cut]) => {
    const line = JSON.stringify({ ...RECORD_MEMBERS, ...Object(object), ...RECORD_MEMBERS });
    return line.slice(0, 1 + (cut % (line.length - 1)));
  }),
  fc
    .string({ unit: 'binary', minLength: 1, maxLength: 20 })
    .map((text) => `#${text.replace(/[\n\r[\]{}]/g, '')}`),
);

const anyLine = fc.oneof(
  {
    weight: 3,
    arbitrary: anyObject.map((object) => ({
      text: JSON.stringify({ ...RECORD_MEMBERS, ...Object(object), ...RECORD_MEMBERS }),
      isWhole: true,
    })),
  },
  { weight: 1, arbitrary: anyBrokenLine.map((text) => ({ text, isWhole: false })) },
);

describe('readTrailFile', () => {
  fuzzAsync(
    'reads any bytes without failing, the same each time',
    { short: 400, long: 30_000 },
    anyBytes,
    async (bytes) => {
      const read = await readBytes(bytes);

      expectSound(read, bytes);
      expect(await readAll(file)).toEqual(read);
    },
  );

  fuzzAsync(
    'finds every whole line among broken ones, and says where broken ones begin',
    { short: 400, long: 30_000 },
    fc.array(anyLine, { minLength: 1, maxLength: 12 }),
    async (lines) => {
      const bytes = Buffer.from(lines.map(({ text }) => text).join('\n'));

      const read = await readBytes(bytes);

      expectSound(read, bytes);
      const whole = lines.filter(({ isWhole }) => isWhole).map(({ text }) => JSON.parse(text));
      expect(recordsIn(read)).toEqual(whole);
      const stretches = [...lines.keys()].filter(
        (index) => !lines[index]?.isWhole && (lines[index - 1]?.isWhole ?? true),
      );
      // A truncated record can seem to continue in the following lines; its problem then covers them.
      const cutShort = lines.findIndex(({ text, isWhole }) => !isWhole && text.startsWith('{'));
      const notified = stretches.filter((index) => cutShort === -1 || index <= cutShort);
      expect(read.problems.length).toBeGreaterThanOrEqual(notified.length);
      const broken = new Set(lines.flatMap(({ isWhole }, index) => (isWhole ? [] : [index + 1])));
      for (const { line = 0 } of read.problems) {
        expect(broken).toContain(line);
      }
    },
  );

  fuzzAsync(
    'reads of compressed data that is cut anywhere what there was before the cut',
    { short: 400, long: 30_000 },
    fc.record({
      objects: fc.array(anyObject, { minLength: 1, maxLength: 20 }),
      level: fc.constantFrom(0, 1, 9),
      members: fc.integer({ min: 1, max: 3 }),
      cut: fc.nat(),
    }),
    async ({ objects, level, members, cut }) => {
      const lines = objects.map(
        (object) =>
          `${JSON.stringify({ ...RECORD_MEMBERS, ...Object(object), ...RECORD_MEMBERS })}\n`,
      );
      const share = Math.ceil(lines.length / members);
      const gzips = Array.from({ length: members }, (_, index) =>
        gzipSync(lines.slice(index * share, (index + 1) * share).join(''), { level }),
      );
      const whole = Buffer.concat(gzips);
      const bytes = whole.subarray(0, 2 + (cut % (whole.length - 1)));

      const read = await readBytes(bytes);

      expectSound(read, bytes);
      const text = gunzipSync(bytes.length > 18 ? bytes : gzipSync(''), {
        finishFlush: constants.Z_SYNC_FLUSH,
      }).toString();
      const complete = text.split('\n').slice(0, -1);
      expect(recordsIn(read).slice(0, complete.length)).toEqual(
        complete.map((line) => JSON.parse(line)),
      );
      // A cut right before a line's end leaves the line whole.
      expect(recordsIn(read).length - complete.length).toBeLessThanOrEqual(1);
      const isBetweenMembers = gzips.some(
        (_, index) => Buffer.concat(gzips.slice(0, index + 1)).length === bytes.length,
      );
      expect(read.problems.length > 0).toBe(!isBetweenMembers);
    },
  );

  fuzzAsync(
    'reports compressed data with a changed byte, unless the records are the same',
    { short: 300, long: 20_000 },
    fc.record({
      objects: fc.array(anyObject, { minLength: 1, maxLength: 10 }),
      at: fc.nat(),
      bits: fc.integer({ min: 1, max: 255 }),
    }),
    async ({ objects, at, bits }) => {
      const records = objects.map((object) => ({
        ...RECORD_MEMBERS,
        ...Object(object),
        ...RECORD_MEMBERS,
      }));
      const bytes = gzipSync(records.map((record) => JSON.stringify(record)).join('\n'));
      // After the two bytes that mark compressed data.
      const place = 2 + (at % (bytes.length - 2));
      bytes.writeUInt8(bytes.readUInt8(place) ^ bits, place);

      const read = await readBytes(bytes);

      expectSound(read, bytes);
      if (read.problems.length === 0) {
        expect(recordsIn(read)).toEqual(
          records.map((record) => JSON.parse(JSON.stringify(record))),
        );
      }
    },
  );
});

describe('TextReader', () => {
  fuzz(
    'reads any bytes in any chunks, and places every problem in them',
    { short: 800, long: 60_000 },
    fc.tuple(anyBytes, anyChunkSizes, fc.boolean()),
    ([bytes, chunkSizes, isCut]) => {
      const { problems } = readText(bytes, { chunkSizes, isCut });

      const lines = bytes.toString('latin1').split('\n').length;
      const misplaced = problems.filter(
        ({ offset, line }) => offset > bytes.length || line < 1 || line > lines,
      );
      expect(misplaced).toEqual([]);
    },
  );
});
