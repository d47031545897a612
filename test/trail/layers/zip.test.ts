import { gzipSync } from 'node:zlib';
import { TemporaryFolder } from '../temporary-folder';
import { zipOf } from './archives';
import { contentsIn, readContents, streamOf } from './read-contents';

const folder = new TemporaryFolder();

describe('contentsOf a zip archive', () => {
  it.each([8, 0])('reads its files, of compression method %d', async (method) => {
    const zip = zipOf([
      { name: 'logs/', content: '' },
      { name: 'logs/a.json', content: '{"a":1}', method },
      { name: 'logs/b', content: gzipSync('{"b":1}'), method },
    ]);
    const file = folder.write('logs.zip', zip);
    const contents = (name: string) => [
      { name: `${name}/logs/a.json`, text: '{"a":1}' },
      { name: `${name}/logs/b`, text: '{"b":1}' },
    ];

    expect(await readContents({ kind: 'file', path: file })).toEqual(contents(file));
    expect(await contentsIn(zip)).toEqual(contents('a'));
    expect(await readContents(streamOf(zip))).toEqual(contents('a'));
  });

  it('passes over what is no trail file', async () => {
    const names = ['.DS_Store', '__MACOSX/._a.json', '._a.json', 'README.md', '.git/config'];
    const digest = 'AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2026/03/01/d.json.gz';
    const zip = zipOf([...names, digest].map((name) => ({ name, content: 'x' })));

    expect(await contentsIn(zip)).toEqual([]);
  });

  it('reads entries whatever their paths are', async () => {
    const names = ['../../etc/a.json', '/a.json', 'a.json', 'a.json'];
    const zip = zipOf(names.map((name) => ({ name, content: '[]' })));

    expect(await contentsIn(zip)).toEqual(names.map((name) => ({ name: `a/${name}`, text: '[]' })));
  });

  it('reads the sizes of a large archive', async () => {
    const zip = zipOf([{ name: 'a.json', content: '[1]', isZip64: true }]);

    expect(await contentsIn(zip)).toEqual([{ name: 'a/a.json', text: '[1]' }]);
  });

  it('reads an empty archive', async () => {
    expect(await contentsIn(zipOf([]))).toEqual([]);
  });

  it('names entries that it cannot read, and reads the others', async () => {
    const zip = zipOf([
      { name: 'a.json', content: '[]', isEncrypted: true },
      { name: 'b.json', content: '[]', method: 93 },
      { name: 'c.json', content: '[1]' },
      { name: '[Content_Types].xml', content: '<Types/>' },
    ]);

    // An Office document is known by an entry that a folder would not have.
    expect(await contentsIn(zip)).toEqual([
      { name: 'a/a.json', message: expect.stringContaining('This entry is encrypted.') },
      { name: 'a/b.json', message: expect.stringContaining('by method 93') },
      { name: 'a/c.json', text: '[1]' },
      { name: 'a/[Content_Types].xml', message: expect.stringContaining('Save it as CSV.') },
    ]);
  });

  it('counts the entries that cannot be read beyond a few', async () => {
    const entries = Array.from({ length: 50 }, (_, id) => ({
      name: `${id}`,
      content: 'BZh91AY&SY',
    }));

    const contents = await contentsIn(zipOf(entries));

    expect(contents).toHaveLength(21);
    expect(contents.at(-1)).toEqual({ name: 'a', message: '30 more files in it cannot be read.' });
  });

  it('reads the other entries where one is corrupt', async () => {
    const zip = zipOf([
      { name: 'a.json', content: '{"a":"first"}', method: 0 },
      { name: 'b.json', content: '{"a":"second"}' },
      { name: 'c.json', content: '{"a":"third"}', method: 0 },
    ]);
    const at = zip.indexOf('first');
    zip.write('f1rst', at);

    expect(await contentsIn(zip)).toMatchObject([
      { text: '{"a":"f1rst"}', message: expect.stringMatching(/^The zip archive is corrupt/) },
      { text: '{"a":"second"}' },
      { text: '{"a":"third"}' },
    ]);
  });

  it.each([0.3, 0.9, 0.99])('reports that it is cut at %d of it', async (part) => {
    const zip = zipOf(
      [1, 2, 3].map((id) => ({ name: `${id}.json`, content: `[${id}]`.repeat(99) })),
    );

    expect(await contentsIn(zip.subarray(0, zip.length * part))).toEqual([
      { name: 'a', message: expect.stringMatching(/^The zip archive is truncated: its directory/) },
    ]);
  });

  it('yields the entries before the directory is corrupt', async () => {
    const zip = zipOf([1, 2, 3].map((id) => ({ name: `${id}.json`, content: `[${id}]` })));
    zip.write('XX', zip.lastIndexOf('PK\x01\x02'));

    const contents = await contentsIn(zip);

    expect(contents.slice(0, 2)).toMatchObject([{ text: '[1]' }, { text: '[2]' }]);
    expect(contents[2]).toEqual({
      name: 'a',
      message: expect.stringContaining('corrupt (invalid'),
    });
  });

  it('reports that another archive comes before this one', async () => {
    const [first, second] = ['[1]', '[2, 3]'].map((content) =>
      zipOf([{ name: 'a.json', content }]),
    ) as [Buffer, Buffer];

    const contents = await contentsIn(Buffer.concat([first, second]));

    expect(contents.at(-1)).toEqual({
      name: 'a',
      message: expect.stringMatching(/zip archive/),
    });
    expect(contents.filter(({ message }) => message === undefined).length).toBeLessThan(2);
  });

  it('reports that the same archive comes twice', async () => {
    const zip = zipOf([{ name: 'a.json', content: '[1]' }]);

    const contents = await contentsIn(Buffer.concat([zip, zip]));

    expect(contents.at(-1)?.message).toMatch(
      /^Other bytes, maybe another zip archive, come before/,
    );
  });

  it('does not keep an archive of any size in memory', async () => {
    const zip = zipOf([
      { name: 'a.json', content: Buffer.alloc(65 * 1024 * 1024, ' '), method: 0 },
    ]);

    expect(await readContents(streamOf(zip))).toEqual([
      { name: 'a', message: expect.stringMatching(/larger than 64 MiB.*pass that file\.$/) },
    ]);
  });

  it('reports that the file cannot be read', async () => {
    const zip = zipOf([{ name: 'a.json', content: '[]' }]);
    const read = () => Promise.reject(new Error('broke off'));
    const source = { ...streamOf(zip), kind: 'stream', name: 'a', access: { size: 9999, read } };

    const [content] = await readContents(source as Parameters<typeof readContents>[0]);

    expect(content?.message).toBe('broke off');
  });
});
