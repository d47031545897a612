import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { standAloneForwarder } from './synthesize';

const PROJECT_ROOT = join(__dirname, '../..');

function run(...args: string[]) {
  return spawnSync(process.execPath, ['--import', 'tsx', 'tools/forwarder-template.ts', ...args], {
    cwd: PROJECT_ROOT,
    encoding: 'utf8',
  });
}

describe('npm run forwarder-template', () => {
  it('writes the forwarder as JSON to standard output, and nothing else anywhere', () => {
    const { status, stdout, stderr } = run();

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual(standAloneForwarder().toJSON());
  });

  it('takes context as cdk does', () => {
    const rules = {
      'describe-instances': { enabled: false },
      'get-service-quota': { quotas: ['L-34B43A08'] },
    };

    const { stdout } = run('-c', `rules=${JSON.stringify(rules)}`, '--context', 'minRegions=12');

    expect(JSON.parse(stdout)).toEqual(standAloneForwarder({ rules }).toJSON());
  });

  it.each([
    ['a context that is refused', ['-c', 'windowing=hopping'], 'windowing is not an allowed value'],
    ['a context that is no pair', ['-c', 'windowing'], 'Write it as key=value'],
    ['a flag that it does not know', ['--hub', 'x'], "unknown option '--hub'"],
  ])('refuses %s, in words', (_, args, message) => {
    const { status, stdout, stderr } = run(...args);

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });
});
