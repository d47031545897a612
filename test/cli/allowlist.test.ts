import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rawEntry } from '../support/allowlist';
import { validateFinding } from '../support/finding-schema';
import { PROJECT_ROOT, runCli } from '../support/run-cli';

const SAMPLE_TRAIL = path.join(PROJECT_ROOT, 'examples/sample-trail');
const EXAMPLE = path.join(PROJECT_ROOT, 'examples/allowlist.json');
const AS_OF = ['--as-of', '2026-03-18'];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'regionsweep-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, content: unknown): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const check = (...flags: string[]) =>
  runCli(['allowlist', 'check', SAMPLE_TRAIL, ...flags], folder);

describe('allowlist check', () => {
  it('says what each entry covers, whose ceilings are broken, and what is not covered', async () => {
    const run = await check('--allowlist', EXAMPLE, ...AS_OF);

    expect(run.exitCode).toBe(0);
    const lines = run.stdout.split('\n');
    expect(lines.slice(0, 6)).toEqual([
      'entry                   covered  ceilings broken  expires     state',
      'asset-inventory         1        0                2027-03-01  used',
      'contractor-quota-check  0        1                2026-12-31  ceilings broken',
      'posture-scanner         0        0                2027-01-31  unused',
      '',
      '1 of 6 findings are covered',
    ]);
    expect(lines[6]).toMatch(
      /^ {2}2026-03-17T05:00:04Z {2}describe-instances {2}role\/asset-inventory\/\S+ @\d{12} {2}12 regions, 12 calls, \w+ \(\d+\), by asset-inventory \(SEC-1234\)$/,
    );
    expect(run.stdout).toContain('\n5 of 6 findings are not covered\n');
    expect(run.stdout).toContain(
      '\n    contractor-quota-check does not cover it: regions 11, allowed at most 10\n',
    );
    expect(run.stderr).toMatch(/^findings {2}6$/m);
  });

  it('shows the watched calls that entries cover', async () => {
    const entries = [
      rawEntry({ id: 'plain' }),
      rawEntry({
        id: 'launcher',
        match: { roleName: 'launcher' },
        watchedCalls: ['RunInstances', 'CreateStack'],
      }),
    ];
    const file = await write('list.json', { entries });

    const page = await check('--allowlist', file, ...AS_OF);
    const { stdout } = await check('--allowlist', file, '--format', 'json', ...AS_OF);

    expect(page.stdout).toMatch(/^entry .* state +watched calls$/m);
    expect(page.stdout).toMatch(/^launcher .* unused +RunInstances, CreateStack$/m);
    const [plain, launcher] = JSON.parse(stdout).entries;
    expect(plain).not.toHaveProperty('watchedCalls');
    expect(launcher).toMatchObject({ watchedCalls: ['RunInstances', 'CreateStack'] });
  });

  it('reads an allow-list and a cdk.json as editors and shells of Windows write them', async () => {
    const allowlist = `\ufeff${await readFile(EXAMPLE, 'utf8')}`.replaceAll('\n', '\r\n');
    await writeFile(path.join(folder, 'list.json'), allowlist, 'utf16le');
    await write('cdk.json', '\ufeff{"context": {"allowlist": "list.json"}}\r\n');

    const run = await check(...AS_OF);

    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('\n1 of 6 findings are covered\n');
  });

  it('writes the same as one JSON object per line', async () => {
    const run = await check('--allowlist', EXAMPLE, '--format', 'ndjson', ...AS_OF);

    const records = run.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(records.slice(0, 3)).toMatchObject([
      { record: 'entry', id: 'asset-inventory', state: 'used', covered: 1 },
      {
        record: 'entry',
        id: 'contractor-quota-check',
        state: 'ceilings broken',
        ceilingsBroken: 1,
      },
      { record: 'entry', id: 'posture-scanner', state: 'unused', isExpired: false },
    ]);
    const findings = records.slice(3);
    expect(findings.map(({ cover }) => cover).sort()).toEqual([
      'ceiling-broken',
      'covered',
      'none',
      'none',
      'none',
      'none',
    ]);
    for (const { record, finding, cover } of findings) {
      expect(record).toBe('finding');
      expect(validateFinding(finding)).toEqual([]);
      expect('allowlist' in finding).toBe(cover !== 'none');
    }
  });

  it('says what an expired entry no longer covers', async () => {
    const run = await check('--allowlist', EXAMPLE, '--as-of', '2027-03-01');

    expect(run.exitCode).toBe(0);
    expect(run.stdout).toMatch(/^asset-inventory .* expired; matches 1 and covers none$/m);
    expect(run.stdout).toContain('0 of 6 findings are covered');
    expect(run.stderr).toContain('warning: allowlist: asset-inventory expired on 2027-03-01');
  });

  it('checks the allow-list that would be deployed: that of cdk.json, else allowlist.json', async () => {
    await write('allowlist.json', { entries: [rawEntry({ id: 'default' })] });
    const byDefault = await check(...AS_OF);
    await write('other.json', { entries: [rawEntry({ id: 'named' })] });
    await write('cdk.json', { context: { allowlist: 'other.json' } });
    const named = await check(...AS_OF);

    expect(byDefault.stdout).toMatch(/^default /m);
    expect(named.stdout).toMatch(/^named /m);
    expect(named.stdout).not.toMatch(/^default /m);
  });

  it('accepts the flags of replay', async () => {
    const run = await check('--allowlist', EXAMPLE, '--min-regions', '13', ...AS_OF);

    expect(run.stdout).toContain('0 of 3 findings are covered');
  });

  it('fails, but reports, when a file cannot be read whole', async () => {
    const broken = await write('broken.json', '{"Records": [');
    const run = await runCli(['allowlist', 'check', broken, '--allowlist', EXAMPLE, ...AS_OF]);

    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('0 of 0 findings are covered');
  });

  it.each<[string, string[], string]>([
    ['without an allow-list', [], 'There is no allow-list'],
    ['with one that does not exist', ['--allowlist', 'none.json'], 'none.json does not exist.'],
    ['with a folder', ['--allowlist', '.'], '. cannot be read.'],
    [
      'on an invalid day',
      ['--allowlist', EXAMPLE, '--as-of', '2026-02-30'],
      '--as-of: "2026-02-30" is not a day',
    ],
    ['in another format', ['--allowlist', EXAMPLE, '--format', 'xml'], 'Allowed choices are'],
  ])('is refused %s', async (_case, flags, message) => {
    const run = await check(...flags);

    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain(message);
  });
});

describe('allowlist validate', () => {
  it('accepts the example', async () => {
    const run = await runCli(['allowlist', 'validate', EXAMPLE, ...AS_OF], folder);

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toBe(`${EXAMPLE} can be deployed: 3 entries.\n`);
  });

  it('lists every problem, and says nothing on standard output', async () => {
    await write('allowlist.json', {
      entries: [rawEntry({ match: { principal: '*' }, ticket: undefined }), { id: 'b' }],
    });
    const run = await runCli(['allowlist', 'validate', ...AS_OF], folder);

    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain(
      'allowlist.json: entries.0 (id nightly-inventory).match.principal is too broad.',
    );
    expect(run.stderr).toContain(
      'allowlist.json: entries.0 (id nightly-inventory).ticket is missing.',
    );
    expect(run.stderr).toContain('allowlist.json: entries.1 (id b).owner is missing.');
    expect(run.stderr).not.toContain('    at ');
  });

  it('warns of entries that have expired, and of those that soon do', async () => {
    await write('allowlist.json', { entries: [rawEntry({ expires: '2026-03-20' })] });
    const soon = await runCli(['allowlist', 'validate', ...AS_OF], folder);
    const past = await runCli(['allowlist', 'validate', '--as-of', '2026-03-20'], folder);

    expect([soon.exitCode, past.exitCode]).toEqual([0, 0]);
    expect(soon.stderr).toContain('nightly-inventory expires on 2026-03-20, in 2 days.');
    expect(past.stderr).toContain('nightly-inventory expired on 2026-03-20');
    expect(soon.stdout).toBe('allowlist.json can be deployed: 1 entry.\n');
    expect(past.stdout).toBe(
      'allowlist.json can be deployed: 1 entry; 1 of 1 expired and no longer covers anything.\n',
    );
  });
});
