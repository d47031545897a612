import { rowsIn } from '../../../src/trail/formats/rows-in';
import { inBlocks } from './read-text';

async function rowsOf(text: string, blockBytes = 1000) {
  const bytes = Buffer.from(text);
  const rows = rowsIn(bytes.subarray(0, 64 * 1024), inBlocks(bytes, blockBytes));
  if (rows === undefined) {
    return undefined;
  }
  const read: unknown[] = [];
  for await (const row of rows) {
    read.push(row);
  }
  return read;
}

const at = (line: number, offset: number) => ({ line, offset, bytesRead: expect.any(Number) });

describe('rowsIn', () => {
  it.each([
    ['an object', '{"Records":[]}'],
    ['an object after blank lines and a byte order mark', '\ufeff\r\n \n{"a":1}'],
    ['a list', '["a","b"]'],
    ['JSON lines', '{"a":1}\n{"a":2}\n'],
    ['JSON lines, the first one truncated', '{"a":\n{"a":2}\n'],
    ['a JSON text', '"{\\"a\\":1}"\n"{}"\n'],
    ['a number', '42\n'],
    ['words', 'Hello\nworld\n'],
    ['words and JSON lines', 'Exported, today\n{"a":1}\n{"a":2}\n'],
    ['what web servers write before JSON', ')]}\',\n{"a":1}'],
    ['bytes', 'PK\u0003\u0004\u0000\u0000'],
    ['nothing', ''],
  ])('leaves %s to others', async (_name, text) => {
    expect(await rowsOf(text)).toBeUndefined();
  });

  it.each([3, 1000])(
    'reads CSV with its lines and offsets, in blocks of %d bytes',
    async (size) => {
      const text = '\ufeff_raw;n\r\n"{""a"":1}\r\n";1\r\n\r\nü;2\nx;3';

      expect(await rowsOf(text, size)).toEqual([
        { value: { _raw: '{"a":1}\n', n: '1' }, ...at(2, 11) },
        { value: { _raw: 'ü', n: '2' }, ...at(5, 30) },
        { value: { _raw: 'x', n: '3' }, ...at(6, 35) },
      ]);
    },
  );

  it('names the end of a truncated value before the JSON of a line', async () => {
    const text = 'ion":"us-east-1"}]}{"Records":[]}\n2026-03-01T09:00:00Z {"a":1}\n';

    expect(await rowsOf(text)).toEqual([
      { fault: 'Before the record, this line holds JSON that is broken', ...at(1, 0) },
      { value: { Records: [] }, ...at(1, 0) },
      { value: { a: 1 }, ...at(2, 34) },
    ]);
  });

  it('names a broken row, and reads the rows after it', async () => {
    const text = ['_raw,n', 'a,1', '"b"x,2', 'c', 'd,4,5', '"e,6', 'f,7', '"g","8"', 'h,9'];

    expect(await rowsOf(text.join('\n'))).toEqual([
      { value: { _raw: 'a', n: '1' }, ...at(2, 7) },
      { fault: expect.stringContaining('quote is in the wrong place'), ...at(3, 11) },
      { fault: 'This CSV row has 1 cells instead of 2', ...at(4, 18) },
      { fault: 'This CSV row has 3 cells instead of 2', ...at(5, 20) },
      { fault: expect.stringContaining('lacks its closing quote'), ...at(6, 26) },
      { value: { _raw: 'f', n: '7' }, ...at(7, 31) },
      { value: { _raw: 'g', n: '8' }, ...at(8, 35) },
      { value: { _raw: 'h', n: '9' }, ...at(9, 43) },
    ]);
  });

  it('names the columns that are missing, once', async () => {
    expect(await rowsOf('user,action\nalice,x\nbob,y\n')).toEqual([
      { fault: expect.stringContaining('lacks eventTime, eventSource'), ...at(1, 0) },
    ]);
  });

  it('passes over rows that repeat the names', async () => {
    expect(await rowsOf('_raw,n\na,1\n_raw,n\nb,2\n')).toHaveLength(2);
  });

  it('names a line without JSON among lines with it', async () => {
    const text = '2026 starting\n2026 {"a":1}\n\nwords\n2026 {"a":2}\r\n';

    expect(await rowsOf(text)).toEqual([
      { fault: 'This line holds no record as JSON', ...at(1, 0) },
      { value: { a: 1 }, ...at(2, 14) },
      { fault: 'This line holds no record as JSON', ...at(4, 28) },
      { value: { a: 2 }, ...at(5, 34) },
    ]);
  });

  it('gives the rows before a failure to read', async () => {
    async function* failing() {
      yield { text: Buffer.from('_raw,n\na,1\nb,2\nc,'), bytesRead: 20 };
      throw new Error('truncated');
    }
    const rows = rowsIn(Buffer.from('_raw,n\na,1\n'), failing());
    const values: unknown[] = [];
    const reading = (async () => {
      for await (const row of rows ?? []) {
        values.push(row);
      }
    })();

    await expect(reading).rejects.toThrow('truncated');
    expect(values).toHaveLength(2);
  });

  it('keeps no more than one row in memory', async () => {
    const row = Buffer.from(`"${'x'.repeat(1000)}",1\n`.repeat(1000));
    const count = 300;
    async function* many() {
      yield { text: Buffer.from('_raw,n\n'), bytesRead: 0 };
      for (let block = 0; block < count; block += 1) {
        yield { text: row, bytesRead: block };
      }
    }
    const before = process.memoryUsage().rss;
    let rows = 0;
    for await (const _row of rowsIn(Buffer.from('_raw,n\nx,1\n'), many()) ?? []) {
      rows += 1;
    }

    expect(rows).toBe(1000 * count);
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });
});
