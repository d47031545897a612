import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdirSync, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { readTrailFile, readTrailSource } from '../../src/trail/read-trail-file';
import type { TrailSource } from '../../src/trail/trail-source';
import { readAll } from './read-all';
import { withRecords } from './read-text';
import { TemporaryFolder } from './temporary-folder';

const folder = new TemporaryFolder();

/** Lets reading fail, as on a disk that is going. Returns what ends this. */
async function failReadsAfter(count: number): Promise<() => void> {
  const handle = await open(folder.write('any', ''));
  const prototype = Object.getPrototypeOf(handle);
  await handle.close();
  const { read } = prototype;
  let reads = 0;
  prototype.read = function (...parameters: unknown[]) {
    reads += 1;
    const error = Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO', errno: -5 });
    return reads > count ? Promise.reject(error) : read.apply(this, parameters);
  };
  return () => {
    prototype.read = read;
  };
}

describe('readTrailFile', () => {
  it('reports broken text by line and byte, with how it begins', async () => {
    const text = withRecords('{"a":1}\n');
    const file = folder.write('broken.ndjson', `${text}{"a":tru,"b":"\\u202e"}\n${text}`);

    const { unwrapped, problems } = await readAll(file);

    expect(unwrapped).toMatchObject([{ record: { a: 1 } }, { record: { a: 1 } }]);
    const message = 'Invalid JSON: {"a":tru,"b":"\\u202e"}';
    expect(problems).toEqual([{ file, line: 2, offset: text.length, message }]);
  });

  it('shows no more than the beginning of broken text, and only what can be printed', async () => {
    const text = `{"a":"\u001b[31m\u202e${'é'.repeat(200)}"`;

    const { problems } = await readAll(folder.write('hostile.json', text));

    const [{ message } = { message: '' }] = problems;
    expect(message).toMatch(/^The text ends before this value does: \{"a":"\[31mé+…$/);
    expect(message.length).toBeLessThan(100);
  });

  it('shows some problems of a file and counts the rest', async () => {
    const text = withRecords('{"a":1}\n');
    const file = folder.write('many.ndjson', `${text}${'{"a":x}\n'.repeat(1000)}${text}`);

    const { unwrapped, problems } = await readAll(file);

    expect(unwrapped.length).toBe(2);
    expect(problems.length).toBe(21);
    expect(problems.at(-1)).toEqual({
      file,
      line: 1001,
      offset: text.length + 999 * 8,
      message: '980 more problems in this file; this is the position of the last one',
    });
  });

  it.each([
    ['bytes', Buffer.from([0xff, 0xfe, 0x00, 0x0a, 0x7b, 0x00, 0x0a, 0x5b, 0xc3, 0x28])],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\n{\n[', 'latin1')],
    ['words', Buffer.from('eventTime,eventName\n2026-01-01T00:00:00Z,ListBuckets\n')],
    ['a page', Buffer.from('<!doctype html>\n<html>\n</html>\n')],
  ])('reports %s once', async (_what, bytes) => {
    const { unwrapped, problems } = await readAll(folder.write('garbage.json', bytes));

    expect(unwrapped).toEqual([]);
    expect(problems).toMatchObject([{ offset: 0 }]);
  });

  it('reports a compressed file without a byte, because something was lost', async () => {
    const file = folder.write('empty.json.gz', '');

    const { problems } = await readAll(file);

    expect(problems).toEqual([
      { file, offset: 0, message: 'The compressed file is empty; download it again' },
    ]);
  });

  it.each(['a.json.gz', 'a.json'])('does not call a picture %s empty', async (name) => {
    const bytes = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
    const stream: TrailSource = {
      kind: 'stream',
      name,
      blocks: (async function* () {
        yield bytes;
      })(),
    };

    for (const source of [stream, { kind: 'file', path: folder.write(name, bytes) } as const]) {
      const messages: string[] = [];
      for await (const { problems } of readTrailSource(source)) {
        messages.push(...problems.map(({ message }) => message));
      }
      expect(messages).toEqual([expect.stringMatching(/^This looks like a PNG image/)]);
    }
  });

  it('counts the records that only the end of a corrupt text shows', async () => {
    const text = withRecords('{"a":1}\n{"a":2}').replace(/\n$/, '');
    const gzip = gzipSync(text);
    gzip.writeUInt32LE(1, gzip.length - 8);

    const { unwrapped, problems } = await readAll(folder.write('checksum.json.gz', gzip));

    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(new RegExp(`Records read: ${unwrapped.length}\\.$`)),
    ]);
  });

  it('finds nothing wrong with an empty file', async () => {
    const { unwrapped, problems } = await readAll(folder.write('empty.json', ''));

    expect({ unwrapped, problems }).toEqual({ unwrapped: [], problems: [] });
  });

  it.each([
    ['is not there', () => folder.at('missing.json'), /no such file or directory \(ENOENT\)/],
    [
      'is a folder',
      () => {
        mkdirSync(folder.at('folder.json'));
        return folder.at('folder.json');
      },
      /illegal operation on a directory \(EISDIR\)/,
    ],
  ])('reports a file that %s', async (_what, prepare, words) => {
    const file = prepare();

    const { problems } = await readAll(file);

    expect(problems).toMatchObject([{ file, offset: 0, message: expect.stringMatching(words) }]);
    expect(problems[0]?.message).toMatch(/^The file cannot be read: .+\. Records read: 0\.$/);
  });

  it.each([
    ['plain', (text: Buffer) => text],
    ['compressed', (text: Buffer) => gzipSync(text, { level: 0 })],
  ])('yields what a %s file held until it could no longer be read', async (_what, store) => {
    const lines = Array.from({ length: 300_000 }, (_, id) => withRecords(`{"a":${id}}\n`)).join('');
    const file = folder.write('failing.json', store(Buffer.from(lines)));
    const restore = await failReadsAfter(3);

    const { unwrapped, problems } = await readAll(file).finally(restore);

    // Three blocks of 64 KiB; gzip takes some bytes of them for itself.
    const missing = lines.slice(0, 3 * 65_536).split('\n').length - 1 - unwrapped.length;
    expect([0, 1, 2, 3]).toContain(missing);
    expect(problems).toMatchObject([{ file, message: expect.stringContaining('(EIO)') }]);
  });

  it.each([
    ['plain', Buffer.from(withRecords('{"a":1}\n{"a":2}\n')), 0],
    ['compressed', gzipSync(withRecords('{"a":1}\n{"a":2}\n')), 0],
    ['cut', gzipSync(withRecords('{"a":1}\n{"a":2}\n')).subarray(0, -1), 1],
  ])('reads a pipe with %s data', async (what, bytes, problemCount) => {
    const pipe = folder.at(`pipe-${what}`);
    execFileSync('mkfifo', [pipe]);
    createWriteStream(pipe).end(bytes);

    const { unwrapped, problems, bytesRead } = await readAll(pipe);

    expect(unwrapped).toMatchObject([{ record: { a: 1 } }, { record: { a: 2 } }]);
    expect(problems.length).toBe(problemCount);
    expect(bytesRead.at(-1)).toBe(bytes.length);
  });

  it('says how many bytes of the file have been read', async () => {
    const lines = withRecords(`{"a":"${'x'.repeat(1000)}"}\n`).repeat(3000);
    for (const bytes of [Buffer.from(lines), gzipSync(lines, { level: 0 })]) {
      const { bytesRead } = await readAll(folder.write('long.json', bytes));

      expect(bytesRead.at(-1)).toBe(bytes.length);
      expect(bytesRead.length).toBeGreaterThan(4);
      expect(bytesRead).toEqual(bytesRead.toSorted((a, b) => a - b));
    }
  });

  it('closes the file when the reader has seen enough', async () => {
    const file = folder.write(
      'long.gz',
      gzipSync(withRecords('{"a":1}\n').repeat(400_000), { level: 0 }),
    );
    const openFiles = readdirSync('/dev/fd').length;
    for await (const batch of readTrailFile(file)) {
      expect(batch.bytesRead).toBeLessThan(200_000);
      break;
    }

    expect(readdirSync('/dev/fd').length).toBe(openFiles);
  });

  it('refuses to keep a record that is too large', async () => {
    const text = withRecords(`[{"a":1},{"a":"${'x'.repeat(300_000)}"},{"a":2}]`);
    const file = folder.write('large.json', text);

    const { unwrapped, problems } = await readAll(file, { maxRecordBytes: 100_000 });

    expect(unwrapped).toMatchObject([{ record: { a: 1 } }, { record: { a: 2 } }]);
    expect(problems).toMatchObject([
      {
        offset: withRecords('[{"a":1},').length,
        message: expect.stringMatching(/^This value exceeds/),
      },
    ]);
  });
});
