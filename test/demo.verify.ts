import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const ROOT = path.join(__dirname, '..');

/** What `npm start` prints. In its own process: it loads the bundles of the functions, which jest cannot. */
async function start(...flags: string[]): Promise<string> {
  const parameters = ['--import', 'tsx', 'demo/main.ts', ...flags];
  const { stdout } = await promisify(execFile)(process.execPath, parameters, {
    cwd: ROOT,
    maxBuffer: 2 ** 24,
  });
  return stdout;
}

describe('npm start', () => {
  it('prints the same on every run, also while the machine is busy', async () => {
    const [one, other] = await Promise.all([start(), start()]);

    expect(other).toBe(one);
  });

  it('shows the incidents and one alert of each kind in at most 150 lines', async () => {
    const text = await start();

    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(150);
    expect(text).toContain('found 5 incidents');
    expect(text).not.toContain('There is none.');
    expect(text).toMatch(/^Subject: \[RegionSweep\] HIGH: /m);
    expect(text).toMatch(/^Subject: \[RegionSweep\] ESCALATED TO CRITICAL: /m);
    expect(text).toMatch(/^Subject: \[RegionSweep\] MEDIUM: /m);
    expect(text).toMatch(/^Subject: \[RegionSweep\] CLOSED CRITICAL: /m);
    expect(text).toContain('Entry "asset-inventory" of the allow-list covers it (SEC-1234).');
    expect(text.trimEnd().split('\n').at(-1)).toContain('regionsweep -- replay');
  });

  it('shows every message whole if asked to', async () => {
    const text = await start('--all');

    expect(text.match(/^--- Notification \d+ of 12, /gm)).toHaveLength(12);
    expect(text).not.toContain('more lines]');
  });
});
