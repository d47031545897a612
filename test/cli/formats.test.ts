import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CLEAN_FOLDER, PROJECT_ROOT, runCli } from '../support/run-cli';

const SAMPLE_TRAIL = path.join(PROJECT_ROOT, 'examples/sample-trail');
const EXAMPLE = path.join(PROJECT_ROOT, 'examples/allowlist.json');
const CLI = `"${process.execPath}" --import ${pathToFileURL(require.resolve('tsx')).href} "${PROJECT_ROOT}/cli/main.ts"`;

/** Runs a line of bash; the exit code is that of the command line of the project, whatever comes after a pipe. */
function runBash(line: string): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      'bash',
      ['-c', `set -o pipefail; ${line}`],
      { cwd: CLEAN_FOLDER },
      (error, stdout, stderr) =>
        resolve({ exitCode: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}

describe('replay', () => {
  it('writes ndjson where standard output is no terminal', async () => {
    const [plain, asked] = await Promise.all([
      runCli(['replay', SAMPLE_TRAIL]),
      runCli(['replay', SAMPLE_TRAIL, '--format', 'ndjson']),
    ]);

    expect(plain.findings()).toHaveLength(6);
    expect(plain.stdout).toBe(asked.stdout);
  });

  it('writes a table with the name and the account of every principal', async () => {
    const { stdout } = await runCli(['replay', SAMPLE_TRAIL, '--format', 'table']);

    expect(stdout.split('\n')).toHaveLength(8);
    expect(stdout).toMatch(
      /^2026-03-17T02:42:11Z {2}critical .* user\/build-uploader @111122223333$/m,
    );
  });

  it('names the ticket of what the allow-list covers, and changes nothing else', async () => {
    const asked = ['--allowlist', EXAMPLE, '--as-of', '2026-03-18'];
    const [plain, covered, table, csv] = await Promise.all([
      runCli(['replay', SAMPLE_TRAIL]),
      runCli(['replay', SAMPLE_TRAIL, ...asked]),
      runCli(['replay', SAMPLE_TRAIL, ...asked, '--format', 'table']),
      runCli(['replay', SAMPLE_TRAIL, ...asked, '--format', 'csv']),
    ]);
    const notes = covered.findings().map(({ allowlist }) => allowlist);
    const without = covered.findings().map(({ allowlist: _note, ...rest }) => rest);

    expect(plain.stdout).not.toContain('"allowlist"');
    expect(without).toEqual(plain.findings());
    expect(notes.filter(Boolean)).toMatchObject([
      { entryId: 'asset-inventory', ticket: 'SEC-1234', expires: '2027-03-01' },
      { entryId: 'contractor-quota-check', brokenCeilings: [{ ceiling: 'regions' }] },
    ]);
    expect(table.stdout).toMatch(/ no: SEC-1234 .*asset-inventory/);
    expect(csv.stdout.match(/,no: SEC-1234$/gm)).toHaveLength(1);
    expect(csv.stdout.match(/,no: below low$/gm)).toHaveLength(1);
    expect(csv.stdout.match(/,yes$/gm)).toHaveLength(4);
  });

  it('refuses an allow-list that is not there', async () => {
    const run = await runCli(['replay', SAMPLE_TRAIL, '--allowlist', 'no/such.json']);

    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('no/such.json');
  });

  it.each<[string, string[], number]>([
    ['3 when there are findings', [], 3],
    ['0 when there are none', ['--min-regions', '64'], 0],
  ])('exits with %s and --fail-on-findings', async (_case, flags, exitCode) => {
    const run = await runCli(['replay', SAMPLE_TRAIL, '--fail-on-findings', ...flags]);

    expect(run.exitCode).toBe(exitCode);
  });

  it('writes one finding of Security Hub per line, of the product that is given', async () => {
    const product = 'arn:aws:securityhub:eu-central-1:999988887777:product/999988887777/default';
    const [plain, derived, named] = await Promise.all([
      runCli(['replay', SAMPLE_TRAIL]),
      runCli(['replay', SAMPLE_TRAIL, '--format', 'asff']),
      runCli(['replay', SAMPLE_TRAIL, '--format', 'asff', '--product-arn', product]),
    ]);
    const linesOf = ({ stdout }: { stdout: string }) =>
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    const ids = plain.findings().map(({ id }) => id);

    expect(ids).toHaveLength(6);
    expect(linesOf(derived).map(({ Id }) => Id)).toEqual(ids);
    expect(linesOf(derived).map(({ AwsAccountId }) => AwsAccountId)).toEqual(
      plain.findings().map(({ principal }) => principal.accountId),
    );
    expect(derived.stderr).toMatch(/^warning: ProductArn .*--product-arn\.$/m);
    expect(linesOf(named).map(({ Id }) => Id)).toEqual(ids);
    expect(new Set(linesOf(named).map(({ ProductArn }) => ProductArn))).toEqual(new Set([product]));
    expect(named.stderr).not.toContain('warning');
  });

  it.each<[string, string[], RegExp]>([
    [
      'no product',
      ['--format', 'asff', '--product-arn', 'x'],
      /--product-arn: "x" is not .*securityhub/,
    ],
    [
      'a product without its format',
      ['--product-arn', 'x'],
      /--product-arn "x" needs --format asff.*ndjson/,
    ],
  ])('refuses %s', async (_case, flags, message) => {
    const run = await runCli(['replay', SAMPLE_TRAIL, ...flags]);

    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toMatch(message);
  });

  it('names the nearest format', async () => {
    const run = await runCli(['replay', SAMPLE_TRAIL, '--format', 'jsn']);

    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('the nearest is json');
  });
});

describe('allowlist check', () => {
  it('exits with 3 and --fail-on-findings when a finding is not covered', async () => {
    const run = await runCli([
      'allowlist',
      'check',
      SAMPLE_TRAIL,
      '--allowlist',
      EXAMPLE,
      '--as-of',
      '2026-03-18',
      '--format',
      'csv',
      '--fail-on-findings',
    ]);

    expect(run.exitCode).toBe(3);
    expect(run.stdout).toMatch(/^cover,entry,ticket,id,/);
    expect(run.stdout).toMatch(/^covered,asset-inventory,SEC-1234,describe-instances-/m);
    expect(run.stdout.trimEnd().split('\n')).toHaveLength(7);
  });
});

describe('an output that takes no more', () => {
  it('is no failure when it is closed', async () => {
    const run = await runBash(`${CLI} replay examples/sample-trail | head -c 1`);

    expect(run).toMatchObject({ exitCode: 0, stdout: '{' });
    expect(run.stderr).not.toContain('EPIPE');
  });

  it('is no failure when standard error is closed with it', async () => {
    const run = await runBash(`${CLI} replay examples/sample-trail 2>&1 | head -c 1`);

    expect(run).toMatchObject({ exitCode: 0, stdout: '{', stderr: '' });
  });

  const itWithFull = existsSync('/dev/full') ? it : it.skip;
  itWithFull('is a failure in one line when the disk is full', async () => {
    const run = await runBash(`${CLI} replay examples/sample-trail > /dev/full`);

    expect(run.exitCode).toBe(1);
    expect(run.stderr).toMatch(/^error: Standard output cannot be written: ENOSPC/m);
    expect(run.stderr).not.toContain('    at ');
  });
});
