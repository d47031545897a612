/** The Event history of an AWS emulator, read by the command line with nothing but an environment. */
import { PROJECT_ROOT, runCli } from '../support/run-cli';
import { clientsFor } from './emulator/clients';
import { type Emulator, startEmulator } from './emulator/emulator';
import { sweepBySdk } from './emulator/sdk-client';
import { CREDENTIALS, DEPLOYED_REGIONS } from './emulator/world';

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator();
  await sweepBySdk(clientsFor(emulator.endpoint), CREDENTIALS.accessKeyId, DEPLOYED_REGIONS, 2);
});

afterAll(async () => {
  await emulator?.stop();
});

function run(...parameters: readonly string[]) {
  return runCli(parameters, PROJECT_ROOT, emulator.environment);
}

describe('lookup:', () => {
  it('finds the sweep that was just made, and when asked to, only in some regions', async () => {
    const all = await run('replay', 'lookup:');
    const some = await run('replay', 'lookup:', '--regions', DEPLOYED_REGIONS.slice(0, 11).join());

    expect([all.exitCode, some.exitCode]).toEqual([0, 0]);
    expect(all.findings().map(({ rule, evidence }) => [rule.id, evidence.callCount])).toEqual([
      ['describe-instances', DEPLOYED_REGIONS.length * 2],
    ]);
    expect(all.findings()[0]?.evidence.regions).toEqual([...DEPLOYED_REGIONS].sort());
    expect(some.findings().map(({ evidence }) => evidence.callCount)).toEqual([22]);
  });

  it('explains it', async () => {
    const { exitCode, stdout } = await run('explain', 'lookup:', '--principal', '*');

    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^\{"ruleId":"describe-instances"/);
  });
});
