import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PROJECT_ROOT, runCli } from '../support/run-cli';
import { describeWithSharedData, SHARED_DATA } from '../support/shared-data';

const SAMPLE_TRAIL = path.join(PROJECT_ROOT, 'examples/sample-trail');
const AS_OF = ['--as-of', '2026-03-18'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'regionsweep-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const tune = (...flags: string[]) => runCli(['tune', SAMPLE_TRAIL, ...AS_OF, ...flags], folder);

/** The lines of ndjson, by what they are. */
function recordsOf(stdout: string): Map<string, Record<string, unknown>[]> {
  const records = new Map<string, Record<string, unknown>[]>();
  for (const line of stdout.trimEnd().split('\n')) {
    const { record, ...rest } = JSON.parse(line) as { record: string };
    records.set(record, [...(records.get(record) ?? []), rest]);
  }
  return records;
}

describe('tune', () => {
  it('tries every setting, and finds under each what replay finds', async () => {
    const { exitCode, stdout, stderr } = await tune();
    const records = recordsOf(stdout);
    const findingsAt = (setting: object) =>
      records
        .get('setting')
        ?.find((one) => Object.entries(setting).every(([key, value]) => one[key] === value))?.[
        'findings'
      ];
    const replayed = await Promise.all(
      [
        ['--min-regions', '12', '--min-calls', '12'],
        ['--group-by', 'role', '--windowing', 'tumbling'],
      ].map((flags) => runCli(['replay', SAMPLE_TRAIL, ...flags])),
    );

    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^calls {5}670 /m);
    expect(records.get('setting')).toHaveLength(96);
    expect(records.get('in-use')).toMatchObject([{ findings: 6 }]);
    expect(
      findingsAt({ minRegions: 12, windowSeconds: 30, windowing: 'sliding', groupBy: 'arn' }),
    ).toBe(replayed[0]?.findings().length);
    expect(
      findingsAt({ minRegions: 10, windowSeconds: 30, windowing: 'tumbling', groupBy: 'role' }),
    ).toBe(replayed[1]?.findings().length);
    expect(records.get('missed-by-tumbling')).toHaveLength(48);
    expect(records.get('cause')?.length).toBeGreaterThan(0);
  });

  it('writes a table for people, with the context to paste', async () => {
    const { stdout } = await tune('--format', 'table', '--grid-group-by', 'arn');

    expect(stdout).toMatch(/^670 calls from .*, with calls on 1 of 1 days\.$/m);
    expect(stdout).toMatch(/^sliding, by arn:$/m);
    expect(stdout).not.toMatch(/by role/);
    expect(stdout).toMatch(/^in use +10 regions, 30 s, sliding, arn +6 /m);
    expect(stdout).toMatch(/ user\/build-uploader @111122223333$/m);
    expect(stdout).toContain('"context": {');
  });

  it('says first if no setting finds anything, and shows no empty grid', async () => {
    const grid = ['--grid-regions', '60,64', '--min-regions', '60', '--min-calls', '60'];
    const { stdout } = await tune('--format', 'table', ...grid);
    const [, , , first] = stdout.split('\n');

    expect(first).toBe('No setting finds anything, so there is no recommendation.');
    expect(stdout).toMatch(/^in use /m);
    expect(stdout).not.toMatch(/by score|0 of 0|^sliding|For fewer alerts/m);
  });

  it('writes the settings as CSV, and all of it as one JSON document', async () => {
    const grid = ['--grid-regions', '10,12', '--grid-seconds', '30', '--grid-windowing', 'sliding'];
    const [csv, json] = await Promise.all([
      tune(...grid, '--format', 'csv'),
      tune(...grid, '--format', 'json'),
    ]);

    expect(csv.stdout.trimEnd().split('\n')).toHaveLength(5);
    expect(csv.stdout).toMatch(/^minRegions,minCalls,windowSeconds,windowing,groupBy,findings,/);
    const [header, ...rows] = csv.stdout.trimEnd().split('\n');
    expect(header).toMatch(/,inUse,recommended$/);
    expect(rows.filter((row) => /,yes,(yes)?$/.test(row))).toEqual([
      expect.stringMatching(/^10,10,30,sliding,arn,6,/),
    ]);
    expect(rows.filter((row) => /,yes$/.test(row))).toHaveLength(1);
    expect(csv.stderr).toMatch(/^findings {2}6 \(setting in use\)$/m);
    expect(JSON.parse(json.stdout)).toMatchObject({
      history: { calls: 670 },
      settings: Array(4).fill({ windowing: 'sliding' }),
    });
  });

  it('writes the fragments to files, and overwrites none', async () => {
    const [context, draft] = [path.join(folder, 'context.json'), path.join(folder, 'draft.json')];
    const flags = ['--write-context', context, '--write-allowlist', draft];
    const written = await tune(...flags);
    const again = await tune(...flags);

    expect(written.exitCode).toBe(0);
    expect(JSON.parse(await readFile(context, 'utf8'))).toMatchObject({
      context: { windowing: 'sliding' },
    });
    expect(JSON.parse(await readFile(draft, 'utf8'))).toMatchObject({ entries: [] });
    expect(again).toMatchObject({ exitCode: 2, stdout: '' });
    expect(again.stderr).toContain('already exists');
  });

  it.each<[string, string[], RegExp]>([
    [
      'a grid that is too large, with the number',
      ['--grid-regions', Array.from({ length: 64 }, (_, at) => at + 1).join(',')],
      /The grid has 1024 settings: 64 regions × 4 seconds × 2 windowings × 2 groupings\. At most 1000 are allowed/,
    ],
    ['an unknown flag', ['--grid-region', '5'], /--grid-regions/],
    [
      'a context in no folder',
      ['--write-context', 'no/such/folder/x.json'],
      /--write-context: the folder of "no\/such\/folder\/x\.json" does not exist/,
    ],
    [
      'a draft in no folder',
      ['--write-allowlist', 'no/such/folder/x.json'],
      /--write-allowlist: the folder of "no\/such\/folder\/x\.json" does not exist/,
    ],
  ])('refuses %s', async (_what, flags, message) => {
    const run = await tune(...flags);

    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toMatch(message);
    expect(run.stderr).not.toContain('    at ');
  });

  it('says what it saw if there are no calls, and where to look', async () => {
    const file = path.join(folder, 'other.ndjson');
    await writeFile(
      file,
      '{"eventSource":"ec2.amazonaws.com","eventName":"RunInstances","eventID":"1"}\n',
    );
    const run = await runCli(['tune', file, ...AS_OF], folder);

    expect(run).toMatchObject({ exitCode: 0, stdout: '' });
    expect(run.stderr).toMatch(/None of the 1 records is a call.*read management events/);
    expect(run.stderr).toMatch(/1 other-event/);
  });
});

describe('explain', () => {
  it('says what could not be read if nobody matches', async () => {
    await writeFile(path.join(folder, 'broken.json'), '{"Records": [{"eventVersion": ');

    const run = await runCli(
      ['explain', 'broken.json', SAMPLE_TRAIL, '--principal', 'nobody'],
      folder,
    );

    expect(run.exitCode).toBe(1);
    expect(run.stderr).toMatch(/warning: No principal with calls matches/);
    expect(run.stderr).toMatch(/problem: .*broken\.json/);
  });

  const explain = (...flags: string[]) =>
    runCli(['explain', SAMPLE_TRAIL, ...AS_OF, ...flags], folder);

  it('shows every call of a principal, and why it was a sweep', async () => {
    const run = await explain('--principal', 'build-uploader', '--format', 'table');

    expect(run.exitCode).toBe(0);
    expect(run.stdout.match(/^FOUND /gm)).toHaveLength(2);
    expect(run.stdout.match(/^2026-03-17T02:4/gm)).toHaveLength(34);
    expect(run.stdout).toMatch(/\+20 {2}A long-term key/);
  });

  it('shows why there was no sweep, and which windows would have found one', async () => {
    const run = await explain(
      '--principal',
      '*:assumed-role/web-tier/*',
      '--at',
      '2026-03-17T15:30:00+01:00',
      '--windowing',
      'tumbling',
    );
    const [explanation] = run.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { verdict: string[]; calls: unknown[]; nearest: unknown });

    expect(explanation?.verdict[0]).toBe('NOT FOUND');
    expect(explanation?.verdict.join('\n')).toContain('a window edge cuts the calls in two');
    expect(explanation?.calls).toHaveLength(12);
    expect(explanation?.nearest).toMatchObject({
      start: expect.stringMatching(/^2026-03-17T14:\d\d:\d\dZ$/),
      end: expect.stringMatching(/^2026-03-17T14:\d\d:\d\dZ$/),
    });
  });

  it.each([
    ['a principal key', 'arn:arn:aws:iam::111122223333:user/build-uploader'],
    ['the key of a role', 'role:arn:aws:iam::111122223333:role/asset-inventory'],
    ['a part of an access key', 'ASIA'],
  ])('takes %s', async (_what, pattern) => {
    const run = await explain('--principal', pattern);

    expect(run.exitCode).toBe(0);
    expect(run.stdout).not.toBe('');
  });

  it.each<[string, string[], RegExp]>([
    ['no principal', [], /--principal/],
    ['an empty one', ['--principal', ''], /--principal is empty and would match everyone/],
    [
      'one that does not exist, with the nearest',
      ['--principal', 'build-uplaoder'],
      /The nearest is "arn:aws:iam::111122223333:user\/build-uploader"/,
    ],
    [
      'a time that is none',
      ['--principal', 'erin', '--at', 'yesterday'],
      /--at: "yesterday" is not a time/,
    ],
    [
      'a time without a zone',
      ['--principal', 'erin', '--at', '2026-03-17T15:30'],
      /--at: "2026-03-17T15:30" has no time zone/,
    ],
  ])('refuses %s', async (_what, flags, message) => {
    const run = await explain(...flags);

    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toMatch(message);
  });
});

describeWithSharedData('tune on real records', () => {
  it('finds the six clicks in the console, and drafts nobody for the allow-list', async () => {
    const file = path.join(SHARED_DATA, 'console-sessions.ndjson.gz');
    const { stdout } = await runCli(['tune', file, ...AS_OF], folder);
    const records = recordsOf(stdout);

    expect(records.get('in-use')).toMatchObject([{ findings: 6 }]);
    expect(records.get('draft')).toMatchObject([{ allowlist: { entries: [] } }]);
  });
});
