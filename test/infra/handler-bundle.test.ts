import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleHandler } from '../../lib/handler-bundle';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { serializeDetectionConfig } from '../../src/config/detection-config';

describe('bundleHandler', () => {
  const directory = mkdtempSync(join(tmpdir(), 'regionsweep-bundle-'));
  const first = join(directory, 'first');
  const second = join(directory, 'deeper', 'second');

  beforeAll(() => {
    bundleHandler(first);
    bundleHandler(second);
  });

  afterAll(() => rmSync(directory, { recursive: true }));

  it('writes the code and its source map', () => {
    expect(readdirSync(first).sort()).toEqual(['index.js', 'index.js.map']);
  });

  it('writes the same bytes wherever it writes them', () => {
    for (const file of readdirSync(first)) {
      expect(readFileSync(join(first, file)).equals(readFileSync(join(second, file)))).toBe(true);
    }
  });

  it('keeps within 350 KB', () => {
    expect(statSync(join(first, 'index.js')).size).toBeLessThanOrEqual(350 * 1024);
  });

  it('carries no credential provider but that for the environment', () => {
    const { sources } = JSON.parse(readFileSync(join(first, 'index.js.map'), 'utf8'));

    const providers = sources.filter((source: string) => /\/credential-provider-/.test(source));
    expect(providers.length).toBeGreaterThan(0);
    for (const source of providers) {
      expect(source).toContain('/credential-provider-env/');
    }
  });

  it('names no directory of this machine', () => {
    const { sources } = JSON.parse(readFileSync(join(first, 'index.js.map'), 'utf8'));

    for (const source of sources) {
      expect(source).toMatch(/^\.\.\/\.\.\/(lambda|src|node_modules)\//);
    }
  });

  it('makes a module that Node loads and that exports the handler', () => {
    const script = `process.stdout.write(typeof require(${JSON.stringify(first)}).handler)`;

    const type = execFileSync(process.execPath, ['-e', script], {
      encoding: 'utf8',
      env: {
        AWS_REGION: 'eu-central-1',
        TABLE_NAME: 'table',
        TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:topic',
        DETECTION_CONFIG: serializeDetectionConfig(DEFAULT_CONFIG),
        NODE_OPTIONS: '--enable-source-maps',
      },
    });

    expect(type).toBe('function');
  });
});
