import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app as appCommand, context as featureFlags } from '../../cdk.json';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { rawEntry } from '../support/allowlist';

const PROJECT_ROOT = join(__dirname, '../..');

/** Region of the hub where the credentials say none. */
const FALLBACK_REGION = 'us-east-1';
const SYNTH_TIMEOUT_MS = 120_000;

/** Context that a deployment must have if nobody is to get alerts. */
const NOBODY = { subscribers: 'none' };

interface FunctionProperties {
  readonly Code: { readonly S3Key: string };
  readonly Environment: { readonly Variables: { readonly DETECTION_CONFIG: string } };
}

describe('the CDK app', () => {
  const directory = mkdtempSync(join(tmpdir(), 'regionsweep-app-'));

  afterAll(() => rmSync(directory, { recursive: true }));

  it(
    'takes context from the command line to the function, without credentials, and warns',
    () => {
      const outdir = join(directory, 'cli');
      const cdk = join(PROJECT_ROOT, 'node_modules/aws-cdk/bin/cdk');

      const { status, stderr } = run(
        [
          cdk,
          'synth',
          '--quiet',
          '--no-notices',
          '-o',
          outdir,
          '-c',
          'minRegions=12',
          '-c',
          'minCalls=5',
          '-c',
          'emails=security@example.org',
        ],
        { PATH: process.env['PATH'], CDK_DISABLE_CLI_TELEMETRY: 'true' },
      );

      expect({ status, stderr }).toMatchObject({ status: 0 });
      const detector = functionOf(outdir);
      const { rules } = JSON.parse(detector.Environment.Variables.DETECTION_CONFIG);
      expect(rules['describe-instances'].minRegions).toBe(12);
      expect(rules['get-service-quota'].minRegions).toBe(12);
      expect(stderr).toContain('minCalls 5 has no effect');
      expect(stacksIn(outdir)).toEqual([
        'RegionSweep',
        ...DEFAULT_CONFIG.regions
          .filter((region) => region !== FALLBACK_REGION)
          .map((region) => `RegionSweepForwarder-${region}`)
          .sort(),
      ]);
    },
    SYNTH_TIMEOUT_MS,
  );

  it(
    'bundles the handler without Docker: there is no program on its path',
    () => {
      const outdir = join(directory, 'app');

      const { status, stderr } = runApp(outdir, NOBODY);

      expect({ status, stderr }).toMatchObject({ status: 0 });
      const { S3Key } = functionOf(outdir).Code;
      const asset = join(outdir, `asset.${S3Key.replace('.zip', '')}`);
      expect(readdirSync(asset).sort()).toEqual(['index.js', 'index.js.map']);
    },
    SYNTH_TIMEOUT_MS,
  );

  it(
    'deploys the allow-list next to the code, and warns of expired entries',
    () => {
      const outdir = join(directory, 'allowlist');
      const file = join(directory, 'allowlist-to-deploy.json');
      const entry = rawEntry({ expires: '2020-01-01' });
      writeFileSync(file, JSON.stringify({ entries: [entry] }));

      const { status, stderr } = runApp(outdir, { ...NOBODY, allowlist: file });

      expect({ status, stderr }).toMatchObject({ status: 0 });
      const { Code, Environment } = functionOf(outdir);
      expect(Environment.Variables).toMatchObject({ ALLOWLIST_FILE: 'allowlist.json' });
      const asset = join(outdir, `asset.${Code.S3Key.replace('.zip', '')}`);
      expect(readdirSync(asset).sort()).toEqual(['allowlist.json', 'index.js', 'index.js.map']);
      const deployed = JSON.parse(readFileSync(join(asset, 'allowlist.json'), 'utf8'));
      expect(deployed).toEqual({ entries: [entry] });
      expect(readFileSync(join(outdir, 'RegionSweep.metadata.json'), 'utf8')).toContain(
        'nightly-inventory expired on 2020-01-01',
      );
    },
    SYNTH_TIMEOUT_MS,
  );

  it.each([
    ['eu-central-1', 'eu-central-1'],
    [undefined, FALLBACK_REGION],
  ])(
    'puts the hub into the region of the credentials: %s is %s',
    (region, hubRegion) => {
      const outdir = join(directory, hubRegion);

      const { status } = runApp(
        outdir,
        { ...NOBODY, regions: 'eu-central-1,us-east-1,sa-east-1' },
        region === undefined ? {} : { CDK_DEFAULT_REGION: region },
      );

      expect(status).toBe(0);
      const stacks = stacksIn(outdir);
      expect(stacks).not.toContain(`RegionSweepForwarder-${hubRegion}`);
      expect(stacks).toHaveLength(3);
    },
    SYNTH_TIMEOUT_MS,
  );

  it(
    'deploys to regions that are newer than this version, and warns',
    () => {
      const outdir = join(directory, 'new-regions');

      const { status, stderr } = runApp(
        outdir,
        { ...NOBODY, regions: 'us-east-1,xx-east-1' },
        { CDK_DEFAULT_REGION: 'xx-central-1' },
      );

      expect({ status, stderr }).toMatchObject({ status: 0 });
      expect(stacksIn(outdir)).toEqual([
        'RegionSweep',
        'RegionSweepForwarder-us-east-1',
        'RegionSweepForwarder-xx-east-1',
      ]);
      const metadata = readFileSync(join(outdir, 'RegionSweep.metadata.json'), 'utf8');
      expect(metadata).toContain('this version does not know the region xx-central-1.');
      expect(metadata).toContain('the hub is in xx-central-1, an opt-in region');
    },
    SYNTH_TIMEOUT_MS,
  );

  it.each([
    ['cn-north-1', NOBODY, 'The region of the credentials cannot host the hub.'],
    ['eu-wset-1', NOBODY, 'The region of the credentials cannot host the hub.'],
    [
      'af-south-1',
      { ...NOBODY, organization: 'o-a1b2c3d4e5' },
      'The region of the credentials cannot host the hub of an organization',
    ],
    ['eu-central-1', {}, 'Neither emails nor slack is set, so nobody would get alerts.'],
  ])(
    'refuses a deployment that cannot work, or alerts nobody: %s, %j',
    (region, context, problem) => {
      const outdir = join(directory, `refused-${region}`);

      const { status, stderr } = runApp(outdir, context, { CDK_DEFAULT_REGION: region });

      expect(status).toBe(2);
      expect(stderr).toContain(problem);
      expect(stderr).toContain('  fix:      Set ');
      expect(readdirSync(outdir)).toEqual([]);
    },
    SYNTH_TIMEOUT_MS,
  );

  it(
    'fails before it synthesizes anything when context is wrong, and lists every problem',
    () => {
      const outdir = join(directory, 'bad');
      const badAllowlist = join(directory, 'bad.json');
      writeFileSync(
        badAllowlist,
        JSON.stringify({ entries: [rawEntry({ match: { principal: '*' }, ticket: undefined })] }),
      );

      const { status, stdout, stderr } = runApp(outdir, {
        minRegion: '12',
        windowing: 'hopping',
        minCalls: '500',
        windowSeconds: '0',
        regions: 'eu-wset-1',
        organization: '{"id":"o-1","units":["ou-1"]}',
        emails: 'nobody',
        slack: '{"workspaceId":"T0123ABCD"}',
        rules: '{"describe-instances":{"enabled":false},"get-service-quota":{"enabled":false}}',
        allowlist: badAllowlist,
      });

      expect(status).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toMatch(/^The configuration has 12 problems\./);
      for (const problem of [
        'minRegion is not a known key',
        'windowing is not an allowed value',
        'minCalls exceeds maxTrackedCalls',
        'windowSeconds is too small',
        'eu-wset-1',
        'organization.id',
        'organization.units',
        'emails.0 has the wrong format',
        'slack.channelId is missing',
        'rules disables every rule',
        'entries.0 (id nightly-inventory).match.principal is too broad',
        'entries.0 (id nightly-inventory).ticket is missing',
      ]) {
        expect(stderr).toContain(problem);
      }
      expect(stderr).not.toContain('    at ');
      expect(readdirSync(outdir)).toEqual([]);
    },
    SYNTH_TIMEOUT_MS,
  );

  /** Runs the app as the CDK command line does, with nothing else in its environment. */
  function runApp(
    outdir: string,
    context: Readonly<Record<string, unknown>>,
    environment: Readonly<Record<string, string>> = {},
  ) {
    const [node, ...args] = appCommand.split(' ');
    expect(node).toBe('node');
    return run(args, {
      ...environment,
      CDK_CONTEXT_JSON: JSON.stringify({ ...featureFlags, ...context }),
      CDK_OUTDIR: outdir,
      // It takes seconds to load; the run by the command line has it on.
      CDK_VALIDATION: 'false',
    });
  }

  /** The stacks that `cdk deploy --all` deploys. */
  function stacksIn(outdir: string): string[] {
    return readdirSync(outdir)
      .filter((file) => file.endsWith('.template.json'))
      .map((file) => file.replace('.template.json', ''))
      .sort();
  }

  function run(args: readonly string[], env: Readonly<Record<string, string | undefined>>) {
    return spawnSync(process.execPath, args, {
      cwd: PROJECT_ROOT,
      encoding: 'utf8',
      env: { HOME: directory, AWS_EC2_METADATA_DISABLED: 'true', ...env },
    });
  }

  /** The properties of the function in the template that was written. */
  function functionOf(outdir: string): FunctionProperties {
    const template = JSON.parse(readFileSync(join(outdir, 'RegionSweep.template.json'), 'utf8'));
    const detector = Object.values<{ Type: string; Properties: FunctionProperties }>(
      template.Resources,
    ).find(
      ({ Type, Properties }) =>
        Type === 'AWS::Lambda::Function' && 'DETECTION_CONFIG' in Properties.Environment.Variables,
    );
    if (detector === undefined) {
      throw new Error('The template has no detector.');
    }
    return detector.Properties;
  }
});
