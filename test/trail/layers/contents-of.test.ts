import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { smallTextOf } from '../../../src/trail/small-file';
import { TemporaryFolder } from '../temporary-folder';
import { tarOf, zipOf } from './archives';
import { contentsIn, readContents, streamOf } from './read-contents';

const TEXT = '{"Records":[{"a":"é\u{1f600}"}]}';
const folder = new TemporaryFolder();

function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

describe('contentsOf', () => {
  it.each<[string, Buffer]>([
    ['text', Buffer.from(TEXT)],
    ['text with a byte order mark', Buffer.from(`\ufeff${TEXT}`)],
    ['gzip', gzipSync(TEXT)],
    ['gzip in gzip', gzipSync(gzipSync(TEXT))],
    ['gzip, four times', gzipSync(gzipSync(gzipSync(gzipSync(TEXT))))],
    ['gzip of several members', Buffer.concat([...TEXT].map((part) => gzipSync(part)))],
    ['gzip with zeros after it', Buffer.concat([gzipSync(TEXT), Buffer.alloc(500)])],
    ['UTF-16 LE with a mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16 LE without a mark', Buffer.from(TEXT, 'utf16le')],
    ['UTF-16 BE with a mark', utf16be(`\ufeff${TEXT}`)],
    ['UTF-16 BE without a mark', utf16be(TEXT)],
    ['UTF-16 in gzip', gzipSync(Buffer.from(`\ufeff${TEXT}`, 'utf16le'))],
  ])('takes the layers off %s', async (_what, bytes) => {
    const file = folder.write('layers.json', bytes);

    expect(await contentsIn(bytes)).toEqual([{ name: 'a', text: TEXT }]);
    expect(await readContents(streamOf(bytes, 7))).toEqual([{ name: 'a', text: TEXT }]);
    expect(await readContents({ kind: 'file', path: file })).toEqual([{ name: file, text: TEXT }]);
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['a word', 'x'],
    ['lines', 'time {"a":1}\n'],
    ['words that begin like other formats', 'BZhou,ORCA,GIF8'],
    ['a word that begins like ORC', 'ORCA,b'],
    ['control characters', '\u001b[2J junk{"Records":[]}'],
    ['broken UTF-8 after a bracket', '{"a":"\ufffd"}'],
  ])('takes %s for text', async (_what, text) => {
    expect(await contentsIn(Buffer.from(text))).toEqual([{ name: 'a', text }]);
  });

  it('takes text of an old encoding for text', async () => {
    const latin1 = Buffer.from('Benutzer,Ort\nJürgen,München\n', 'latin1');

    expect(await contentsIn(latin1)).toMatchObject([{ text: expect.stringContaining('Benutzer') }]);
  });

  it.each<[string, Buffer, RegExp]>([
    ['bzip2', Buffer.from('BZh91AY&SY'), /looks like bzip2 data.*"bunzip2 -k"\.$/],
    ['Zstandard', Buffer.from('28b52ffd04', 'hex'), /looks like Zstandard data/],
    ['xz', Buffer.from('fd377a585a00', 'hex'), /looks like xz data/],
    ['LZ4', Buffer.from('04224d18', 'hex'), /looks like LZ4 data/],
    ['Avro', Buffer.from('Obj\x01\x02'), /looks like an Avro file.*Convert it/],
    ['ORC', Buffer.from('ORC\n'), /looks like an ORC file/],
    ['a PDF document', Buffer.from('%PDF-1.7'), /looks like a PDF document/],
    ['an image', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), /looks like a PNG image/],
    ['an encrypted file', Buffer.from('Salted__12345678'), /that OpenSSL encrypted.*Decrypt it/],
    ['a side file of macOS', Buffer.from('0005160700020000', 'hex'), /a side file of macOS/],
    ['UTF-32', Buffer.from('fffe00007b000000', 'hex'), /UTF-32 text/],
    ['unknown binary data', Buffer.from('c3280001020304fe', 'hex'), /binary data of a format/],
    ['random bytes', Buffer.concat([Buffer.from([1]), randomBytes(5000)]), /binary data/],
  ])('names %s', async (_what, bytes, message) => {
    for (const stored of [bytes, gzipSync(bytes)]) {
      expect(await contentsIn(stored)).toEqual([
        { name: 'a', message: expect.stringMatching(message) },
      ]);
    }
  });

  it('unpacks archives in archives', async () => {
    const inner = await tarOf([['x/b.json.gz', gzipSync(TEXT)]]);
    const outer = zipOf([
      { name: 'in.tar.gz', content: gzipSync(inner) },
      { name: 'c.json', content: TEXT },
    ]);

    expect(await contentsIn(gzipSync(outer))).toEqual([
      { name: 'a/in.tar.gz/x/b.json.gz', text: TEXT },
      { name: 'a/c.json', text: TEXT },
    ]);
  });

  it('refuses more layers than anybody needs', async () => {
    const bytes = Array.from({ length: 9 }).reduce<Buffer>(
      (inner) => gzipSync(inner),
      gzipSync(TEXT),
    );

    expect(await contentsIn(bytes)).toEqual([
      { name: 'a', message: expect.stringMatching(/more than 8 nested layers/) },
    ]);
  });

  it('stops at what expands as only a bomb does', async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(100_000_000, '{"a":1}\n')));
    const zip = zipOf([1, 2, 3].map((name) => ({ name: `${name}.gz`, content: bomb })));

    const [first, ...others] = await contentsIn(zip);

    expect(first?.message).toMatch(/^The file expands to more than 1100 times its size/);
    expect(first?.text?.length).toBeLessThan(80_000_000);
    expect(others).toEqual([
      { name: 'a', message: 'RegionSweep did not read the rest of the archive.' },
    ]);
  });

  it.each([1, 2])('yields the text before a cut in %d layers of gzip', async (layers) => {
    const lines = Array.from({ length: 3000 }, () => randomBytes(60).toString('hex')).join('\n');
    const whole = layers === 1 ? gzipSync(lines) : gzipSync(gzipSync(lines));

    const [content] = await contentsIn(whole.subarray(0, whole.length / 2));

    expect(content?.message).toBe('The gzip data is truncated');
    expect(content?.text?.length).toBeGreaterThan(lines.length / 3);
    expect(lines.startsWith(content?.text ?? '?')).toBe(true);
  });

  it('reports a file that does not exist as the failure of its text', async () => {
    const [content, ...others] = await readContents({ kind: 'file', path: folder.at('missing') });

    expect(content).toMatchObject({ text: '', message: expect.stringContaining('ENOENT') });
    expect(others).toEqual([]);
  });

  it('keeps the bytes before a stream fails', async () => {
    const blocks = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from('{"a":1}\n');
      throw new Error('broke off');
    };

    const contents = await readContents({ kind: 'stream', name: 'a', blocks: blocks() });

    expect(contents).toEqual([{ name: 'a', text: '{"a":1}\n', message: 'broke off' }]);
  });

  it('shows names without what could upset a terminal', async () => {
    const zip = zipOf([{ name: 'b\u001b[2J\n\u202e.json', content: TEXT }]);

    expect(await contentsIn(zip)).toMatchObject([{ name: 'a/b\\u{1b}[2J\\u{a}\\u{202e}.json' }]);
  });
});

describe('smallTextOf', () => {
  const small = (bytes: Buffer) =>
    smallTextOf({ kind: 'bytes', name: 'a', bytes })?.text.toString();

  it('gives the text of plain and gzip data, without a byte order mark', () => {
    for (const text of [TEXT, `\ufeff${TEXT}`, `\n ${TEXT}`, 'no JSON', '']) {
      const expected = text.replace('\ufeff', '');
      expect([small(Buffer.from(text)), small(gzipSync(text))]).toEqual([expected, expected]);
    }
  });

  it('refuses other layers', async () => {
    const others = [
      gzipSync(TEXT),
      Buffer.from(TEXT, 'utf16le'),
      zipOf([{ name: 'a', content: TEXT }]),
      await tarOf([['{"', TEXT]]),
      Buffer.from('PAR1'),
      Buffer.from('BZh91AY&SY'),
    ];
    for (const bytes of others) {
      expect(small(gzipSync(bytes))).toBeUndefined();
    }
    expect(others.slice(1).map(small)).toEqual(others.slice(1).map(() => undefined));
  });
});
