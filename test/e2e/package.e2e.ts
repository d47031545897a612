/** The package: packed for real, installed into an empty folder, and run from there. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { version } from '../../package.json';
import { writeLongTrail } from '../../tools/bench/replay/long-trail';
import { PROJECT_ROOT, runCli } from '../support/run-cli';
import { startS3StandIn } from '../support/s3-stand-in';
import { type CommandResult, runCommand, runOrFail } from './tools/commands';

const SAMPLE_TRAIL = path.join(PROJECT_ROOT, 'examples/sample-trail');

/** Enough for threads: more than 8 MB of files. */
const LARGE_TRAIL = { rounds: 1 } as const;

interface PackedFile {
  readonly path: string;
}

let folder: string;
let home: string;
let packedFiles: readonly string[];
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-package-'));
  const pack = await runCommand('npm', ['pack', '--json', '--pack-destination', folder], {
    folder: PROJECT_ROOT,
  });
  if (pack.exitCode !== 0) {
    throw new Error(`npm pack failed:\n${pack.stderr}`);
  }
  // What the build says goes before the JSON.
  const [report] = JSON.parse(pack.stdout.slice(pack.stdout.indexOf('[\n')));
  packedFiles = (report.files as readonly PackedFile[]).map((file) => file.path);
  const tarball = path.join(folder, report.filename);
  // Offline, so that whatever it needed from elsewhere would be missed here.
  await runOrFail('Installing the package', 'npm', ['install', '--offline', tarball], { folder });
  home = path.join(folder, 'node_modules/regionsweep');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the installed command in the folder. */
function run(
  parameters: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): Promise<CommandResult> {
  return runCommand(path.join(folder, 'node_modules/.bin/regionsweep'), parameters, {
    folder,
    environment: { PATH: process.env['PATH'], ...environment },
  });
}

describe('npm pack', () => {
  it('takes what the command and its reader need, and nothing else', () => {
    const others = packedFiles.filter((file) => !/^dist\/[\w-]+\.m?js$|^docs\//.test(file));

    expect(others.sort()).toEqual([
      'ARCHITECTURE.md',
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'LICENSE',
      'README.md',
      'SECURITY.md',
      'dist/THIRD-PARTY-LICENSES.txt',
      'examples/README.md',
      'examples/allowlist.json',
      'examples/api-destinations/jira.yaml',
      'examples/api-destinations/opsgenie.yaml',
      'examples/api-destinations/pagerduty.yaml',
      'examples/api-destinations/teams.yaml',
      'examples/api-destinations/webhook.yaml',
      'examples/contexts/both.json',
      'examples/contexts/one-account.json',
      'examples/contexts/organization.json',
      'examples/contexts/trail.json',
      'examples/sample-month-allowlist.json',
      'package.json',
      'schemas/allowlist.schema.json',
      'schemas/finding.schema.json',
      'schemas/incident.schema.json',
    ]);
    expect(packedFiles).toEqual(
      expect.arrayContaining(['dist/regionsweep.mjs', 'dist/reader-worker.js', 'docs/cli.md']),
    );
  });

  it('takes what its pages link to', () => {
    // Folders too: a link may lead to one.
    const packed = new Set(
      packedFiles.flatMap((file) => {
        const parts = file.split('/');
        return parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
      }),
    );
    const links = packedFiles
      .filter((file) => file.endsWith('.md'))
      .flatMap((page) => {
        const text = readFileSync(path.join(home, page), 'utf8');
        return [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => ({
          page,
          target,
          file: path.posix.join(path.posix.dirname(page), target).replace(/\/$/, ''),
        }));
      });

    expect(links.length).toBeGreaterThan(50);
    expect(links.filter(({ file }) => !packed.has(file))).toEqual([]);
  });
});

describe('npm install of the package in an empty folder', () => {
  it('brings no other package', () => {
    const installed = readdirSync(path.join(folder, 'node_modules'));

    expect(installed.filter((name) => !name.startsWith('.'))).toEqual(['regionsweep']);
  });

  it('gives npx the command', async () => {
    const { exitCode, stdout } = await runCommand('npx', ['regionsweep', '--version'], {
      folder,
    });

    expect([exitCode, stdout]).toEqual([0, `${version}\n`]);
  });
});

describe('the installed command', () => {
  it.each<[string, string[]]>([
    ['help', ['--help']],
    ['help of a command', ['replay', '--help']],
    ['help of a command of a command', ['allowlist', 'validate', '--help']],
    ['the version', ['--version']],
    ['findings', ['replay', SAMPLE_TRAIL]],
    ['a table', ['replay', SAMPLE_TRAIL, '--format', 'table']],
    ['CSV', ['replay', SAMPLE_TRAIL, '--format', 'csv']],
    ['OCSF', ['replay', SAMPLE_TRAIL, '--format', 'ocsf']],
    ['findings by way of DynamoDB', ['replay', SAMPLE_TRAIL, '--store', 'dynamodb']],
    ['files of a glob', ['replay', `${SAMPLE_TRAIL}/**/*.json.gz`]],
    ['findings as an exit code', ['replay', SAMPLE_TRAIL, '--fail-on-findings']],
    ['settings that suit', ['tune', SAMPLE_TRAIL, '--format', 'json']],
    ['an explanation', ['explain', SAMPLE_TRAIL, '--principal', 'build-uploader']],
  ])('gives %s as the sources do', async (_what, parameters) => {
    const fromSources = await runCli(parameters, folder);

    const packed = await run(parameters);

    expect(packed.stdout).not.toBe('');
    expect([packed.exitCode, packed.stdout]).toEqual([fromSources.exitCode, fromSources.stdout]);
  });

  it('validates the allow-list that is in the package', async () => {
    const file = path.join(home, 'examples/allowlist.json');

    const { exitCode, stdout } = await run(['allowlist', 'validate', file]);

    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/can be deployed: \d+ entr/);
  });

  it.each<[string, string[], string]>([
    ['flag', ['replay', SAMPLE_TRAIL, '--fromat', 'csv'], '--format'],
    ['command', ['repaly', SAMPLE_TRAIL], 'replay'],
    ['value', ['replay', SAMPLE_TRAIL, '--format', 'jsn'], 'json'],
  ])('refuses an unknown %s, and names the nearest', async (_what, parameters, nearest) => {
    const { exitCode, stdout, stderr } = await run(parameters);

    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(new RegExp(`(Did you mean|the nearest is) ${nearest}\\b`));
  });

  it('reads buckets', async () => {
    const names = readdirSync(SAMPLE_TRAIL, { recursive: true, encoding: 'utf8' });
    const objects = Object.fromEntries(
      names
        .filter((name) => name.endsWith('.gz'))
        .map((name) => [
          name.split(path.sep).join('/'),
          readFileSync(path.join(SAMPLE_TRAIL, name)),
        ]),
    );
    const s3 = await startS3StandIn({ bucket: 'trail', objects });
    const fromSources = await runCli(['replay', SAMPLE_TRAIL], folder);

    const packed = await run(['replay', 's3://trail'], s3.environment);
    await s3.stop();

    expect([packed.exitCode, packed.stdout]).toEqual([0, fromSources.stdout]);
  });

  it('has the client of AWS for a redrive', async () => {
    const queue = 'https://sqs.eu-central-1.amazonaws.com/111122223333/unhandled';

    const { exitCode, stderr } = await run(['redrive', queue, '--function', 'detector'], {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_REGION: 'eu-central-1',
      AWS_MAX_ATTEMPTS: '1',
    });

    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/ECONNREFUSED|connect/);
  });

  it('has the clients of AWS for doctor', async () => {
    const { exitCode, stdout } = await run(['doctor'], {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_REGION: 'eu-central-1',
      AWS_MAX_ATTEMPTS: '1',
    });

    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/^unknown {2}stack .*ECONNREFUSED/m);
    expect(stdout).toContain('0 broken, 16 unknown, 0 ok.');
  });

  it('loads nothing from outside the package', async () => {
    const coverage = path.join(folder, 'coverage');

    execFileSync(
      process.execPath,
      [path.join(home, 'dist/regionsweep.mjs'), 'replay', SAMPLE_TRAIL, '--store', 'dynamodb'],
      { cwd: folder, env: { NODE_V8_COVERAGE: coverage }, stdio: 'pipe' },
    );

    const scripts = readdirSync(coverage).flatMap((name): { url: string }[] => {
      return JSON.parse(readFileSync(path.join(coverage, name), 'utf8')).result;
    });
    const files = scripts.map(({ url }) => url).filter((url) => url.startsWith('file:'));
    const inside = pathToFileURL(path.join(home, 'dist')).href;
    expect(files.length).toBeGreaterThan(1);
    expect(files.filter((url) => !url.startsWith(inside))).toEqual([]);
  });
});

describe('the installed command on a history that is worth threads', () => {
  let trail: string;
  beforeAll(() => {
    trail = mkdtempSync(path.join(tmpdir(), 'regionsweep-long-'));
    writeLongTrail(trail, LARGE_TRAIL);
  });
  afterAll(() => rmSync(trail, { recursive: true, force: true }));

  it('finds what the sources find', async () => {
    const fromSources = await runCli(['replay', trail], folder);

    const packed = await run(['replay', trail]);

    expect(packed.exitCode).toBe(0);
    expect(packed.stdout.split('\n').length).toBeGreaterThan(10);
    expect(packed.stdout).toBe(fromSources.stdout);
  });

  const itWithCores = availableParallelism() > 1 ? it : it.skip;
  itWithCores('has the program of the threads from the package', async () => {
    const copy = path.join(folder, 'without-threads');
    cpSync(path.join(home, 'dist'), copy, { recursive: true });
    rmSync(path.join(copy, 'reader-worker.js'));

    const command = [path.join(copy, 'regionsweep.mjs'), 'replay'];
    const small = await runCommand(process.execPath, [...command, SAMPLE_TRAIL], { folder });
    const large = await runCommand(process.execPath, [...command, trail], { folder });

    expect(small.exitCode).toBe(0);
    expect(large.exitCode).toBe(1);
    expect(large.stderr).toMatch(/esbuild/);
  });
});
