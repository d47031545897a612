import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { discoverTrailFiles, TrailPathError } from '../../../src/trail/find/discover';
import { TemporaryFolder } from '../temporary-folder';

const folder = new TemporaryFolder();

const LOGS = 'o-1/AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/01';
const DIGESTS = 'o-1/AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2026/03/01';

beforeAll(() => {
  for (const name of ['b.json.gz', 'a.JSON', 'c.ndjson', 'd.ndjson.gz', 'e.jsonl', 'f.jsonl.gz']) {
    folder.write(path.join(LOGS, name), 'x');
  }
  folder.write(`${LOGS}/notes.md`, 'x');
  folder.write(`${DIGESTS}/digest.json.gz`, 'xx');
  folder.write('o-1/a/z.json', 'xxx');
  folder.write('o-1/.json/hidden.json', 'x');
  folder.write('others/notes.md', 'x');
  mkdirSync(folder.at('empty'));
});

function namesOf(files: readonly { readonly path: string }[]): string[] {
  return files.map((file) => path.relative(folder.path, file.path));
}

async function problemsOf(paths: readonly string[]): Promise<TrailPathError> {
  const outcome = await discoverTrailFiles(paths).catch((error) => error);
  expect(outcome).toBeInstanceOf(TrailPathError);
  return outcome;
}

describe('discoverTrailFiles', () => {
  it('finds the trail files of a folder, in order, and leaves digests out', async () => {
    const { files, digestFiles, otherFiles } = await discoverTrailFiles([folder.at('o-1')]);

    const logs = ['a.JSON', 'b.json.gz', 'c.ndjson', 'd.ndjson.gz', 'e.jsonl', 'f.jsonl.gz'];
    expect(namesOf(files)).toEqual([...logs.map((name) => `${LOGS}/${name}`), 'o-1/a/z.json']);
    expect(digestFiles).toBe(1);
    expect(otherFiles).toEqual([folder.at('o-1/.json'), folder.at(`${LOGS}/notes.md`)]);
    expect(files.at(-1)?.bytes).toBe(3);
  });

  it('finds files of any name, except those that cannot be trail files', async () => {
    const names = [
      '000000.gz',
      'a.csv',
      'a.json.bak',
      'a.parquet',
      'export.log',
      'noext',
      'x.md/y',
    ];
    const others = ['.git/config', 'key.pem', 'results.csv.metadata', '_SUCCESS'];
    const side = ['._000000.gz', '.DS_Store', 'Thumbs.db', '__MACOSX/a.json', 'sub/desktop.ini'];
    for (const name of [...names, ...others, ...side]) {
      folder.write(`mixed/${name}`, 'x');
    }

    const { files, otherFiles } = await discoverTrailFiles([folder.at('mixed')]);

    expect(namesOf(files)).toEqual(names.map((name) => `mixed/${name}`));
    expect(otherFiles.map((file) => path.relative(folder.at('mixed'), file))).toEqual([
      '.git',
      '_SUCCESS',
      'key.pem',
      'results.csv.metadata',
    ]);
  });

  it('skips a digest folder that is given together with others', async () => {
    const folders = ['CloudTrail', 'CloudTrail-Digest'].map((name) =>
      folder.at(`o-1/AWSLogs/111122223333/${name}`),
    );

    const { files, digestFiles } = await discoverTrailFiles(folders);

    expect({ files: files.length, digestFiles }).toEqual({ files: 6, digestFiles: 1 });
  });

  it('takes a file by any name, even a digest', async () => {
    const paths = [`${LOGS}/notes.md`, `${DIGESTS}/digest.json.gz`].map((name) => folder.at(name));

    expect(await discoverTrailFiles(paths)).toMatchObject({
      files: [
        { path: paths[0], bytes: 1 },
        { path: paths[1], bytes: 2 },
      ],
      digestFiles: 0,
    });
  });

  it('gives each file once, however often and by whatever path it is named', async () => {
    symlinkSync(folder.at('o-1/a/z.json'), folder.at('link.json'));
    const paths = ['link.json', 'o-1/a', 'o-1/a/../a/z.json', 'o-1/a'].map((name) =>
      folder.at(name),
    );

    const { files } = await discoverTrailFiles([...paths, `${folder.path}/o-1/a/../a`]);

    expect(namesOf(files)).toEqual(['link.json']);
  });

  it('follows links and survives those that lead back', async () => {
    folder.write('linked/x/a.json', 'x');
    symlinkSync(folder.at('linked'), folder.at('linked/x/back'));
    symlinkSync(folder.at('linked/x'), folder.at('linked/again'));
    symlinkSync('self.json', folder.at('linked/self.json'));
    symlinkSync(folder.at('o-1/a'), folder.at('linked/y'));

    const { files } = await discoverTrailFiles([folder.at('linked')]);

    // What cannot be looked at is left for the reader to report.
    expect(namesOf(files)).toEqual(['linked/again/a.json', 'linked/self.json', 'linked/y/z.json']);
  });

  it('reports all paths that lead nowhere at once', async () => {
    const paths = ['missing', 'empty', 'o-1/a/z.json/b', 'others', DIGESTS].map((name) =>
      folder.at(name),
    );

    const { problems, message } = await problemsOf(paths);

    expect(problems).toMatchObject([
      { path: paths[0], problem: 'does not exist', received: 'no such file or directory (ENOENT)' },
      {
        path: paths[1],
        problem: 'contains no CloudTrail log file',
        received: 'a folder without files',
      },
      { path: paths[2], problem: 'cannot be read', received: 'not a directory (ENOTDIR)' },
      { path: paths[3], received: 'a folder with files that cannot be trail files: notes.md' },
      { path: paths[4], received: 'a folder with 1 digest files, which contain no records' },
    ]);
    expect(message).toMatch(/^5 paths cannot be read\.\n\n/);
    for (const { path: given, problem, received, fix } of problems) {
      expect(message).toContain(
        `${given} ${problem}.\n  received: ${received}\n  allowed:  a file`,
      );
      expect(message).toContain(`fix:      ${fix}`);
    }
  });

  it('reports the paths that lead nowhere together with those that lead somewhere', async () => {
    const { problems } = await problemsOf(['o-1/a', 'empty'].map((name) => folder.at(name)));

    expect(problems).toMatchObject([{ path: folder.at('empty') }]);
  });

  it('shows a path without what could upset a terminal', async () => {
    const { message } = await problemsOf([`\u001b[2J${'x'.repeat(5000)}`]);

    expect(message).not.toContain('\u001b');
    expect(message.length).toBeLessThan(1000);
  });

  it('finds nothing when nothing is given', async () => {
    expect(await discoverTrailFiles([])).toEqual({ files: [], digestFiles: 0, otherFiles: [] });
  });
});
