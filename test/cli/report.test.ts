import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ReportModel } from '../../src/report/model';
import { runCommand } from '../e2e/tools/commands';
import { packageCli } from '../support/packaged-cli';
import { PROJECT_ROOT, runCli } from '../support/run-cli';

const SAMPLE_TRAIL = path.join(PROJECT_ROOT, 'examples/sample-trail');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'regionsweep-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const replay = (...flags: string[]) => runCli(['replay', SAMPLE_TRAIL, ...flags], folder);

async function modelIn(file: string): Promise<ReportModel> {
  const page = await readFile(path.join(folder, file), 'utf8');
  const [, json = ''] = /id="model">(.*?)<\/script>/s.exec(page) ?? [];
  return JSON.parse(json) as ReportModel;
}

describe('replay --report', () => {
  it('writes the findings to the file, and to standard output as without it', async () => {
    const plain = await replay();
    const run = await replay('--report', 'report.html');
    const model = await modelIn('report.html');

    expect(run).toMatchObject({ exitCode: 0, stdout: plain.stdout });
    expect(run.stderr).toContain('written: report.html');
    expect(model).toMatchObject({ command: 'replay', totals: { findings: 6, calls: 670 } });
    expect(model.findings.map(({ calls, strip }) => strip.length / 4 - calls)).toEqual(
      Array(6).fill(0),
    );
  });

  it('overwrites a report', async () => {
    await replay('--report', 'report.html');
    const again = await replay('--report', 'report.html', '--rule', 'get-service-quota');

    expect(again.exitCode).toBe(0);
    expect((await modelIn('report.html')).totals.findings).toBeLessThan(6);
    expect(await readdir(folder)).toEqual(['report.html']);
  });

  it.each<[string, (file: string) => Promise<void>]>([
    ['another file', (file) => writeFile(file, 'precious')],
    ['an empty file', (file) => writeFile(file, '')],
    ['a folder', (file) => symlink(PROJECT_ROOT, file)],
    ['a device', (file) => symlink('/dev/full', file)],
  ])('does not overwrite %s, and reads nothing', async (_what, make) => {
    const file = path.join(folder, 'report.html');
    await make(file);
    const run = await replay('--report', 'report.html');

    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toMatch(
      /^error: --report only overwrites RegionSweep reports, and "report\.html" is something else\./,
    );
  });

  it('is refused in a folder that is not there, before anything is read', async () => {
    const run = await replay('--report', 'no/such/folder/report.html');

    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toMatch(
      /^error: --report: the folder of "no\/such\/folder\/report\.html" does not exist/m,
    );
    expect(run.stderr).not.toContain('    at ');
  });

  it('keeps the earlier report when the disk is full', async () => {
    await replay('--report', 'report.html');
    const before = await readFile(path.join(folder, 'report.html'), 'utf8');
    // A limit of the shell on the size of files is met as a full disk is: what is written breaks off.
    const cli = await packageCli();
    const run = await runCommand(
      'bash',
      [
        ...['-c', 'ulimit -f 64; exec "$@"', 'bash', ...cli.command],
        ...['replay', SAMPLE_TRAIL, '--report', 'report.html'],
      ],
      { folder },
    ).finally(() => cli.remove());

    expect(run.exitCode).toBe(1);
    expect(run.stdout.trimEnd().split('\n')).toHaveLength(6);
    expect(run.stderr).toMatch(/^error: The report cannot be written to report\.html: E\w+/m);
    expect(await readFile(path.join(folder, 'report.html'), 'utf8')).toBe(before);
    expect(await readdir(folder)).toEqual(['report.html']);
  });

  it('is written where nothing was found, and says what could not be read', async () => {
    await writeFile(path.join(folder, 'bad.json.gz'), 'no gzip');
    const run = await runCli(['replay', 'bad.json.gz', '--report', 'report.html'], folder);
    const model = await modelIn('report.html');

    expect(run).toMatchObject({ exitCode: 1, stdout: '' });
    expect(model.totals).toMatchObject({ findings: 0, calls: 0 });
    expect(model.notes.join('\n')).toMatch(/1 problem: .*\n.*bad\.json\.gz/);
  });
});

describe('a report without findings', () => {
  const OTHER = '{"eventSource":"ec2.amazonaws.com","eventName":"RunInstances","eventID":"1"}\n';

  it.each(['replay', 'tune'] as const)(
    'by %s names its command, and why there are no calls, as on the terminal',
    async (command) => {
      await writeFile(path.join(folder, 'other.ndjson'), OTHER);
      const run = await runCli([command, 'other.ndjson', '--report', 'report.html'], folder);
      const model = await modelIn('report.html');

      expect(run.exitCode).toBe(0);
      expect(model.command).toBe(command);
      expect(model.notes).toEqual([
        expect.stringMatching(/^None of the 1 records is a call .*read management events/),
      ]);
      expect(run.stderr).toContain(`warning: ${model.notes[0]}\n`);
    },
  );

  it('names the part of the history', async () => {
    await replay(
      ...['--from', '2026-03-17T09:00+09:00', '--to', '2026-03-17', '--accounts', '111122223333'],
      ...['--regions', 'eu-west-1,us-east-1', '--report', 'report.html'],
    );

    expect((await modelIn('report.html')).notes).toEqual([
      'Only: from 2026-03-17T00:00:00Z, before 2026-03-18T00:00:00Z, accounts 111122223333, regions eu-west-1, us-east-1.',
    ]);
  });
});

describe('tune --report', () => {
  it('holds the settings with what is in use and recommended, and the findings of the latter', async () => {
    const grid = ['--grid-regions', '8,10', '--grid-seconds', '30', '--format', 'json'];
    const run = await runCli(['tune', SAMPLE_TRAIL, ...grid, '--report', 'report.html'], folder);
    const { tuning, findings, command } = await modelIn('report.html');
    const { recommended } = JSON.parse(run.stdout) as { recommended: { findings: number } };

    expect(run.exitCode).toBe(0);
    expect(command).toBe('tune');
    expect(tuning?.settings).toHaveLength(8);
    expect(tuning?.settings.filter(({ isInUse }) => isInUse)).toHaveLength(1);
    expect(tuning?.settings.filter(({ isRecommended }) => isRecommended)).toHaveLength(1);
    expect(findings).toHaveLength(recommended.findings);
    expect(findings.every(({ calls, strip }) => strip.length / 4 === calls)).toBe(true);
  });
});
