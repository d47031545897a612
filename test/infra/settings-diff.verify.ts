import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PROJECT_ROOT = path.join(__dirname, '../..');
const CDK = path.join(PROJECT_ROOT, 'node_modules/aws-cdk/bin/cdk');

describe('cdk diff', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-diff-'));

  afterAll(() => rmSync(folder, { recursive: true }));

  it('shows each changed setting on a line of its own, from its old to its new value', () => {
    const before = path.join(folder, 'before');
    const deployed = cdk('synth --quiet', before, { emails: 'security@example.org' });
    expect(deployed).toMatchObject({ status: 0 });

    const { status, output } = cdk(
      `diff RegionSweep --template ${before}/RegionSweep.template.json`,
      path.join(folder, 'after'),
      {
        emails: 'security@example.org,oncall@example.org',
        rules: '{"describe-instances":{"minRegions":12}}',
        eventDataStore: 'EXAMPLE-f852-4e8f-8bd1-bcf6cEXAMPLE',
      },
    );

    expect({ status, output }).toMatchObject({ status: 0 });
    const settings = output.split('\n').filter((line) => line.includes(' Metadata '));
    expect(settings.sort()).toEqual([
      '[+] Metadata eventDataStore: EXAMPLE-f852-4e8f-8bd1-bcf6cEXAMPLE',
      '[~] Metadata emails: security@example.org to security@example.org, oncall@example.org',
      '[~] Metadata rules.describe-instances.minRegions: 10 to 12',
    ]);
  });

  /** Runs the CDK CLI without credentials. */
  function cdk(line: string, output: string, context: Readonly<Record<string, string>>) {
    const flags = Object.entries(context).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [CDK, ...line.split(' '), '--no-notices', '--output', output, ...flags],
      {
        cwd: PROJECT_ROOT,
        encoding: 'utf8',
        env: {
          PATH: process.env['PATH'],
          HOME: folder,
          NO_COLOR: '1',
          AWS_EC2_METADATA_DISABLED: 'true',
          CDK_DISABLE_CLI_TELEMETRY: 'true',
        },
      },
    );
    return { status, output: `${stdout}${stderr}` };
  }
});
