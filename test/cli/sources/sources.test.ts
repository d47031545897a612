import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { type PackagedCli, packageCli } from '../../support/packaged-cli';
import { runCli } from '../../support/run-cli';
import { zipOf } from '../../trail/layers/archives';

/** Twelve calls of a sweep, a second apart, one per line. */
function sweep(user: string, day = '2026-01-31'): string {
  return Array.from({ length: 12 }, (_, index) => ({
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeInstances',
    eventTime: `${day}T12:00:${String(index).padStart(2, '0')}Z`,
    awsRegion: `region-${index}`,
    eventID: `${user}-${day}-${index}`,
    recipientAccountId: '111122223333',
    userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::111122223333:user/${user}` },
  }))
    .map((record) => `${JSON.stringify(record)}\n`)
    .join('');
}

let cli: PackagedCli;
beforeAll(async () => {
  cli = await packageCli();
});
afterAll(() => cli.remove());

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-sources-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

function start(parameters: readonly string[]): ChildProcess {
  const [command, ...own] = cli.command;
  return spawn(command, [...own, ...parameters], { cwd: folder, stdio: 'pipe' });
}

async function outcomeOf(process: ChildProcess) {
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(process.stdout as NodeJS.ReadableStream),
    text(process.stderr as NodeJS.ReadableStream),
    once(process, 'exit'),
  ]);
  return { stdout, stderr, exitCode, findings: stdout.split('\n').length - 1 };
}

describe('replay of standard input', () => {
  it.each([
    ['plain', (lines: string) => Buffer.from(lines)],
    ['compressed', (lines: string) => gzipSync(lines)],
  ])('reads %s records', async (_what, store) => {
    const process = start(['replay', '-']);
    process.stdin?.end(store(sweep('alice') + sweep('bob')));

    expect(await outcomeOf(process)).toMatchObject({ exitCode: 0, findings: 2 });
  });

  it('names it in a problem', async () => {
    const process = start(['replay', '-']);
    process.stdin?.end('no records');

    const { exitCode, stderr } = await outcomeOf(process);

    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^problem: standard input, line 1, byte 0: This is not JSON: no records/m,
    );
  });

  it('fails where it is empty, because the program before the pipe may have failed', async () => {
    const process = start(['replay', '-', '--fail-on-findings']);
    process.stdin?.end();

    const { exitCode, stderr } = await outcomeOf(process);

    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^problem: standard input, byte 0: The input is empty$/m);
  });

  it('stops at Ctrl-C, and writes what was found so far', async () => {
    const process = start(['replay', '-']);
    const outcome = outcomeOf(process);
    // Far more than the pipe holds: once it is written, most of it has been read, and the listener for Ctrl-C is set.
    const much = sweep('alice').padEnd(4_000_000, '\n');
    await new Promise((resolve) => process.stdin?.write(much, resolve));
    process.kill('SIGINT');

    const { exitCode, stderr, findings } = await outcome;

    expect({ exitCode, findings }).toEqual({ exitCode: 130, findings: 1 });
    expect(stderr).toMatch(
      /^Stopping\. The result covers what was read so far; press Ctrl-C again to quit now\.$/m,
    );
    expect(stderr).toMatch(/^interrupted: these are the results of what was read so far$/m);
  });
});

describe('replay of a glob', () => {
  it('reads what it matches, each file once', async () => {
    write('a/2026/one.ndjson', sweep('alice'));
    write('a/2026/two.ndjson', sweep('bob'));
    write('b/2026/three.ndjson', sweep('carol'));

    const run = await runCli(['replay', 'a/**/*.ndjson', '{a,b}/2026/t*'], folder);

    expect(run.exitCode).toBe(0);
    expect(run.findings()).toHaveLength(3);
    expect(run.stderr).toMatch(/^files {5}3$/m);
  });

  it('skips digest files as in a folder, except one whose path is given', async () => {
    const digest =
      'AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2026/01/31/111122223333_CloudTrail-Digest_us-east-1_trail_us-east-1_20260131T120500Z.json';
    write(digest, '{"awsAccountId":"111122223333","digestS3Object":"x","logFiles":[]}');
    write('AWSLogs/one.json', sweep('alice'));

    for (const source of ['AWSLogs', 'AWSLogs/**/*.json']) {
      const run = await runCli(['replay', source], folder);

      expect(run.stderr).toMatch(/^files {5}1 \(skipped: 1 digest file\)$/m);
    }
    const named = await runCli(['replay', 'AWSLogs/**/*.json', digest], folder);
    expect(named.stderr).toMatch(/^files {5}2$/m);
  });

  it('reads files of any name, but no side files of an operating system', async () => {
    write('logs/notes.md', sweep('alice'));
    write('logs/._a.json.gz', 'Mac OS X');
    write('logs/__MACOSX/._b.json.gz', 'Mac OS X');

    const run = await runCli(['replay', 'logs/*'], folder);

    expect({ exitCode: run.exitCode, findings: run.findings().length }).toEqual({
      exitCode: 0,
      findings: 1,
    });
    expect(run.stderr).toMatch(/^files {5}1$/m);
  });

  it('takes a path literally if that file exists', async () => {
    write('a[1].ndjson', sweep('alice'));

    expect((await runCli(['replay', 'a[1].ndjson'], folder)).findings()).toHaveLength(1);
  });

  it('reports that it matches nothing', async () => {
    const run = await runCli(['replay', 'none/**/*.gz'], folder);

    expect(run.exitCode).toBe(2);
    expect(run.stderr).toMatch(/none\/\*\*\/\*\.gz matches nothing\.[\s\S]*fix: /);
  });
});

describe('replay of a folder', () => {
  it('reads files by their content, and names some that it leaves out', async () => {
    write('000000.gz', gzipSync(sweep('alice')));
    write('export.log', sweep('bob'));
    write('noext', zipOf([{ name: 'in/c.json.gz', content: gzipSync(sweep('carol')) }]));
    for (const name of ['README.md', 'a.sh', 'b.png', 'key.pem', '.DS_Store']) {
      write(name, 'x');
    }

    const run = await runCli(['replay', '.'], folder);

    expect(run.findings()).toHaveLength(3);
    expect(run.stderr).toMatch(
      /^files {5}3 \(skipped: 4 left out by name: README\.md, a\.sh, b\.png, …\)$/m,
    );
  });

  it('fails where nothing in it can be a trail file', async () => {
    write('README.md', 'x');

    const run = await runCli(['replay', '.'], folder);

    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('a folder with files that cannot be trail files: README.md');
  });

  it('shows the names of files without what could upset a terminal', async () => {
    write('a\u001b]0;b\n\u202e.json', 'no records');

    const { stderr } = await runCli(['replay', '.'], folder);

    expect(stderr).toContain('problem: a\\u{1b}]0;b\\u{a}\\u{202e}.json, line 1');
  });
});

describe('replay of a part', () => {
  const KEY =
    'AWSLogs/111122223333/CloudTrail/us-east-1/2026/01/31/111122223333_CloudTrail_us-east-1_20260131T1205Z_abcdefghijklmnop.json.gz';

  it.each<[string, string[], number, RegExp]>([
    ['its day', ['--from', '2026-01-31', '--to', '2026-01-31'], 1, /^calls {5}12$/m],
    ['its hour, in another time zone', ['--from', '2026-01-31T13:00+01:00'], 1, /^calls {5}12$/m],
    [
      'a part in which the sweep begins',
      ['--to', '2026-01-31T12:00:05Z'],
      1,
      /^calls {5}5 \(and 7 filtered out/m,
    ],
    [
      'a part in which the sweep ends',
      ['--from', '2026-01-31T12:00:05Z'],
      0,
      /^calls {5}7 \(and 5 filtered out/m,
    ],
    ['another account', ['--accounts', '444455556666'], 0, /exclude every file \(1\) by file name/],
    [
      'other regions',
      ['--regions', 'eu-central-1,eu-west-1'],
      0,
      /exclude every file \(1\) by file name/,
    ],
    [
      'too few regions',
      ['--regions', 'us-east-1'],
      0,
      /--regions "us-east-1" cannot contain a sweep: minRegions is 10/,
    ],
    [
      'a later time',
      ['--from', '2026-02-05T00:00:00Z'],
      0,
      /exclude every file \(1\) by file name/,
    ],
  ])('of a copy of a bucket: %s', async (_what, flags, findings, message) => {
    write(KEY, gzipSync(sweep('alice')));

    const run = await runCli(['replay', '.', ...flags], folder);

    expect(run.findings()).toHaveLength(findings);
    expect(run.stderr).toMatch(message);
  });

  it.each<[string, string[], RegExp]>([
    [
      'a time without a zone',
      ['--from', '2026-01-31T12:00'],
      /--from: "2026-01-31T12:00" has no time zone/,
    ],
    ['what is not a time', ['--to', 'yesterday'], /--to: "yesterday" is not a time/],
    ['a day that does not exist', ['--from', '2026-02-30'], /--from: "2026-02-30" is not a time/],
    ['an end before the beginning', ['--from', '2026-02-02', '--to', '2026-02-01'], /not before/],
    [
      'what is not an account ID',
      ['--accounts', '1111'],
      /--accounts: "1111" is not a 12-digit account ID/,
    ],
    [
      'what is not a region',
      ['--regions', 'us-east-1,Frankfurt'],
      /--regions: "Frankfurt" is not the name/,
    ],
  ])('refuses %s', async (_what, flags, message) => {
    const run = await runCli(['replay', write('a.ndjson', sweep('alice')), ...flags]);

    expect(run.exitCode).toBe(2);
    expect(run.stderr).toMatch(message);
  });
});

it('warns about a misspelt region, but not about an unknown one that has calls', async () => {
  const file = write('sweep.ndjson', sweep('alice'));

  const { stderr } = await runCli(['replay', file, '--regions', 'region-0,eu-centrall-1']);

  expect(stderr).toContain(
    '--regions: no call is in "eu-centrall-1", and this version does not know that region. Did you mean eu-central-1?',
  );
  expect(stderr).not.toContain('no call is in "region-0"');
});

describe('replay of a history without calls', () => {
  const record = (eventName: string, readOnly: boolean) =>
    `${JSON.stringify({ eventName, eventSource: 's3.amazonaws.com', readOnly })}\n`;

  it('shows what it contains instead, and a possible cause', async () => {
    const file = write(
      'writes.ndjson',
      record('PutObject', false).repeat(3) + record('\u202eX', false),
    );

    const { exitCode, stderr } = await runCli(['replay', file]);

    expect(exitCode).toBe(0);
    expect(stderr).toContain('None of the 4 records is a call that the rules look for.');
    expect(stderr).toContain(
      '3 PutObject, 1 X. None of them is a read event: the trail may not log read',
    );
  });

  it('writes each format of tune without calls', async () => {
    const file = write('reads.ndjson', record('GetObject', true));
    const outputs = ['json', 'csv', 'ndjson', 'table'].map(
      async (format) => (await runCli(['tune', file, '--format', format])).stdout,
    );

    const [json = '', csv, ndjson, table] = await Promise.all(outputs);
    expect(JSON.parse(json)).toEqual({ settings: [], missedByTumbling: [], causes: [] });
    expect(csv).toMatch(/^[\w,]+\n$/);
    expect(ndjson).toBe('');
    expect(table).toMatch(/No calls found/);
  });

  it('does not suspect a trail that logs reads', async () => {
    const { stderr } = await runCli(['replay', write('reads.ndjson', record('GetObject', true))]);

    expect(stderr).toContain('1 GetObject. DescribeInstances and GetServiceQuota are read');
  });

  it('suspects nothing where records have no readOnly', async () => {
    const file = write(
      'silent.ndjson',
      '{"eventName":"ListKeys","eventSource":"kms.amazonaws.com"}',
    );

    const { stderr } = await runCli(['replay', file]);

    expect(stderr).toContain('1 ListKeys. DescribeInstances and GetServiceQuota are read');
  });

  it('reports that all calls are of disabled rules', async () => {
    const file = write('sweep.ndjson', sweep('alice'));

    const { stderr } = await runCli(['replay', file, '--rule', 'get-service-quota']);

    expect(stderr).toMatch(/^warning: Every call \(12\) is of a disabled rule\. Check --rule/m);
    expect(stderr).not.toContain('may not log');
  });

  it('reports that no record is a CloudTrail record', async () => {
    const file = write('other.ndjson', '{"class_uid":6003}\n{"class_uid":6003}\n');

    const { exitCode, stderr } = await runCli(['replay', file]);

    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^warning: RegionSweep found no call in what it could read, .* no all-clear/m,
    );
    expect(stderr).not.toContain('event selectors');
  });

  it('names what AWS writes next to records, if there is nothing else', async () => {
    const notification = {
      Records: [{ eventSource: 'aws:s3', s3: { object: { key: 'a.json.gz' } } }],
    };
    const file = write('notification.json', JSON.stringify(notification));

    const { exitCode, stderr } = await runCli(['replay', file]);

    expect(exitCode).toBe(0);
    expect(stderr).toMatch(
      /^warning: The history contains no CloudTrail record, .* no all-clear\. It contains 1 s3-notification\./m,
    );
    expect(stderr).not.toContain('event selectors');
  });

  it('reports that there are no records', async () => {
    const { stderr } = await runCli(['replay', write('empty.ndjson', '')]);

    expect(stderr).toContain('warning: No records found. Check the paths.');
  });

  it('suspects no trail that has the names of calls', async () => {
    const file = write('copies.ndjson', record('DescribeInstances', true));

    const { stderr } = await runCli(['replay', file]);

    expect(stderr).toContain('1 DescribeInstances. Some have the name of a call, but another');
    expect(stderr).not.toContain('event selectors');
  });
});
