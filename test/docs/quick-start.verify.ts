import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');

/** What the app needs besides `cdk.json`. */
const APP_FILES = ['bin', 'lambda', 'lib', 'node_modules', 'package.json', 'src', 'tsconfig.json'];

const [, quickStart = ''] = readFileSync(path.join(ROOT, 'README.md'), 'utf8').split('## Deploy\n');

describe('the quick start of the README', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-quick-start-'));

  afterAll(() => rmSync(folder, { recursive: true }));

  it('has settings that can be pasted into cdk.json, and then deploys without a terminal', () => {
    const [, line = ''] = /Replace the line `(.*)`/.exec(quickStart) ?? [];
    const [, snippet = ''] = /```json\n([\s\S]*?)\n *```/.exec(quickStart) ?? [];
    const settings = readFileSync(path.join(ROOT, 'cdk.json'), 'utf8').split('\n');
    expect(settings.filter((text) => text.trim() === line)).toHaveLength(1);
    const edited = settings.map((text) => (text.trim() === line ? snippet : text)).join('\n');
    for (const name of APP_FILES) {
      symlinkSync(path.join(ROOT, name), path.join(folder, name));
    }
    writeFileSync(path.join(folder, 'cdk.json'), edited);

    const { status, stderr } = spawnSync(
      process.execPath,
      ['node_modules/aws-cdk/bin/cdk', 'synth', '--quiet', '--no-notices'],
      {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: process.env['PATH'],
          HOME: folder,
          AWS_EC2_METADATA_DISABLED: 'true',
          CDK_DISABLE_CLI_TELEMETRY: 'true',
        },
      },
    );

    expect({ status, stderr }).toMatchObject({ status: 0 });
    const template = readFileSync(path.join(folder, 'cdk.out/RegionSweep.template.json'), 'utf8');
    const [address = ''] = JSON.parse(`{${snippet.split('{')[1]?.replace(/,\s*$/, '')}}`).emails;
    expect(template).toContain(`"Endpoint": "${address}"`);
  });
});

describe('the deployment commands of the pages', () => {
  const commands = ['README.md', 'docs/deployment.md', 'docs/upgrading.md'].flatMap((page) =>
    readFileSync(path.join(ROOT, page), 'utf8')
      .split('\n')
      .filter((text) => /^ *npx cdk (deploy|diff|destroy)/.test(text))
      .map((text) => text.trim()),
  );

  it('set nothing that the next deployment would forget', () => {
    expect(commands.filter((command) => / (-c|--context) /.test(command))).toEqual([]);
  });

  it('ask no questions, so that they work without a terminal', () => {
    const deployments = commands.filter((command) => command.startsWith('npx cdk deploy'));

    expect(deployments.length).toBeGreaterThan(0);
    expect(deployments.filter((command) => !command.includes('--require-approval never'))).toEqual(
      [],
    );
  });
});
