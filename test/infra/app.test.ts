import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app as appCommand, context as featureFlags } from '../../cdk.json';

const PROJECT_ROOT = join(__dirname, '../..');
const SYNTH_TIMEOUT_MS = 120_000;

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
        ],
        { PATH: process.env['PATH'], CDK_DISABLE_CLI_TELEMETRY: 'true' },
      );

      expect({ status, stderr }).toMatchObject({ status: 0 });
      const detector = functionOf(outdir);
      const { rules } = JSON.parse(detector.Environment.Variables.DETECTION_CONFIG);
      expect(rules['describe-instances'].minRegions).toBe(12);
      expect(rules['get-service-quota'].minRegions).toBe(12);
      expect(stderr).toContain('minCalls 5 decides nothing');
    },
    SYNTH_TIMEOUT_MS,
  );

  it(
    'bundles the handler without Docker: there is no program on its path',
    () => {
      const outdir = join(directory, 'app');

      const { status, stderr } = runApp(outdir, {});

      expect({ status, stderr }).toMatchObject({ status: 0 });
      const { S3Key } = functionOf(outdir).Code;
      const asset = join(outdir, `asset.${S3Key.replace('.zip', '')}`);
      expect(readdirSync(asset).sort()).toEqual(['index.js', 'index.js.map']);
    },
    SYNTH_TIMEOUT_MS,
  );

  it(
    'fails before it synthesizes anything when context is wrong, and lists every problem',
    () => {
      const outdir = join(directory, 'bad');

      const { status, stdout, stderr } = runApp(outdir, {
        minRegion: '12',
        windowing: 'hopping',
        minCalls: '500',
      });

      expect(status).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toMatch(/^The configuration has 3 problems\./);
      expect(stderr).toContain('minRegion is not a known key');
      expect(stderr).toContain('windowing is not an allowed value');
      expect(stderr).toContain('minCalls is more than the calls that are kept');
      expect(stderr).not.toContain('    at ');
      expect(readdirSync(outdir)).toEqual([]);
    },
    SYNTH_TIMEOUT_MS,
  );

  /** Runs the app as the CDK command line does, with nothing else in its environment. */
  function runApp(outdir: string, context: Readonly<Record<string, unknown>>) {
    const [node, ...args] = appCommand.split(' ');
    expect(node).toBe('node');
    return run(args, {
      CDK_CONTEXT_JSON: JSON.stringify({ ...featureFlags, ...context }),
      CDK_OUTDIR: outdir,
      // It takes seconds to load; the run by the command line has it on.
      CDK_VALIDATION: 'false',
    });
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
    ).find(({ Type }) => Type === 'AWS::Lambda::Function');
    if (detector === undefined) {
      throw new Error('The template has no function.');
    }
    return detector.Properties;
  }
});
