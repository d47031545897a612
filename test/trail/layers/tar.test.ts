import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { tarOf } from './archives';
import { contentsIn, readContents, streamOf } from './read-contents';

const LONG = `${'long/'.repeat(60)}c.json`;

describe('contentsOf a tar archive', () => {
  it.each([
    ['plain', (tar: Buffer) => tar],
    ['compressed', (tar: Buffer) => gzipSync(tar)],
  ])('reads its files: %s', async (_what, store) => {
    const text = '{"a":1}\n'.repeat(100_000);
    const tar = await tarOf([
      ['logs/', ''],
      ['logs/a.json', text],
      ['logs/empty.json', ''],
      ['logs/b', gzipSync('{"b":1}')],
      [LONG, '{"c":1}'],
    ]);
    const expected = [
      { name: 'a/logs/a.json', text },
      { name: 'a/logs/empty.json', text: '' },
      { name: 'a/logs/b', text: '{"b":1}' },
      { name: `a/${LONG}`, text: '{"c":1}' },
    ];

    expect(await contentsIn(store(tar))).toEqual(expected);
    expect(await readContents(streamOf(store(tar), 1000))).toEqual(expected);
  });

  it('reads an archive from before POSIX', async () => {
    const tar = await tarOf([['a.json', '[1]']]);
    tar.fill(0, 257, 265);
    tar.write('        ', 148);
    const sum = tar.subarray(0, 512).reduce((total, byte) => total + byte, 0);
    tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);

    expect(await contentsIn(tar)).toEqual([{ name: 'a/a.json', text: '[1]' }]);
  });

  it('passes over what is no trail file, and finds what comes after it', async () => {
    const tar = await tarOf([
      ['._a.json', 'x'.repeat(300_000)],
      ['README.md', 'x'],
      ['a.json', '[1]'],
    ]);

    expect(await contentsIn(tar)).toEqual([{ name: 'a/a.json', text: '[1]' }]);
  });

  it('yields all that is there of an archive that is cut', async () => {
    const text = randomBytes(150_000).toString('hex');
    const tar = await tarOf([
      ['a.json', '[1]'],
      ['b.json', text],
      ['c.json', '[3]'],
    ]);
    const cut = 1024 + 512 + 200_001;

    expect(await contentsIn(tar.subarray(0, cut))).toEqual([
      { name: 'a/a.json', text: '[1]' },
      { name: 'a/b.json', text: text.slice(0, 200_001), message: 'The tar archive is truncated' },
      { name: 'a', message: 'The tar archive is truncated.' },
    ]);
  });

  it('yields all that is there of a compressed archive that is cut', async () => {
    const text = randomBytes(150_000).toString('hex');
    const gzip = gzipSync(await tarOf([['b.json', text]]));

    const [content, archive] = await contentsIn(gzip.subarray(0, gzip.length / 2));

    expect(content?.message).toBe('The gzip data is truncated');
    expect(content?.text?.length).toBeGreaterThan(140_000);
    expect(text.startsWith(content?.text ?? '?')).toBe(true);
    expect(archive).toEqual({ name: 'a', message: 'The gzip data is truncated.' });
  });

  it('reports an archive that is cut in a header', async () => {
    const tar = await tarOf([
      ['a.json', '[1]'],
      ['b.json', '[2]'],
    ]);

    expect(await contentsIn(tar.subarray(0, 1024 + 100))).toEqual([
      { name: 'a/a.json', text: '[1]' },
      { name: 'a', message: 'The tar archive is truncated.' },
    ]);
  });

  it('yields the files before a header is corrupt', async () => {
    const tar = await tarOf([
      ['a.json', '[1]'],
      ['b.json', '[2]'],
    ]);
    tar.write('XX', 1024);

    expect(await contentsIn(tar)).toEqual([
      { name: 'a/a.json', text: '[1]' },
      { name: 'a', message: expect.stringMatching(/^The tar archive is corrupt \(Invalid tar/) },
    ]);
  });

  it('reads the files after one that is corrupt itself', async () => {
    const gzip = gzipSync(randomBytes(500_000).toString('hex'));
    gzip.fill(0xff, 1000, 3000);
    const tar = await tarOf([
      ['a.json.gz', gzip],
      ['b.json', '[2]'],
    ]);

    expect(await contentsIn(tar)).toMatchObject([
      { message: expect.stringMatching(/^The gzip data is corrupt/) },
      { text: '[2]' },
    ]);
  });
});
