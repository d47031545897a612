import { lagOf } from '../../../src/collection/delivery/lags';
import { withHour } from '../../../src/collection/delivery/silent-places';
import type { AccountHours, FileDelivery } from '../../../src/ports/deliveries';
import { type EmbeddedStore, startEmbeddedStore, TABLE_NAME } from '../../support/embedded-store';
import { runCli } from '../../support/run-cli';

const ACCOUNT = '111122223333';
const HOUR = 3600;
const NOW = Math.floor(Date.now() / 1000);
const TODAY = Math.floor(NOW / HOUR) * HOUR;

let embedded: EmbeddedStore;

beforeEach(async () => {
  embedded = await startEmbeddedStore();
});

afterEach(() => embedded.stop());

function coverage(...parameters: readonly string[]) {
  return runCli(['coverage', '--table', TABLE_NAME, ...parameters], undefined, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIAHUB',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL_DYNAMODB: embedded.endpoint,
    AWS_MAX_ATTEMPTS: '1',
  });
}

let files = 0;

async function file(hoursAgo: number, overrides: Partial<FileDelivery> = {}): Promise<void> {
  files += 1;
  await embedded.deliveries().note({
    key: `file-${files}`,
    account: ACCOUNT,
    region: 'us-east-1',
    hour: TODAY - hoursAgo * HOUR,
    calls: 30,
    brought: 20,
    unjudged: 0,
    trailLags: lagOf(280),
    eventBridgeLags: lagOf(2),
    ...overrides,
  });
}

/** Two places, one of which has been silent for hours. */
async function twoPlaces(): Promise<void> {
  await file(0);
  await file(0, { trailLags: lagOf(1000) });
  await file(20, { region: 'eu-west-1', calls: 0, brought: 0, eventBridgeLags: [] });
  let hours: AccountHours | undefined;
  for (let index = 40; index >= 0; index -= 1) {
    const regions = index >= 5 ? ['eu-west-1', 'us-east-1'] : ['us-east-1'];
    hours = withHour(ACCOUNT, hours, TODAY - index * HOUR, regions);
  }
  await embedded.deliveries().writeAccount(hours as AccountHours);
}

describe('coverage', () => {
  it('shows each account, region and day, silent places first', async () => {
    await twoPlaces();
    const { stdout, stderr, exitCode } = await coverage('--format', 'json');
    const [silent, heard, ...others] = JSON.parse(stdout);

    expect({ stderr, exitCode, others }).toEqual({ stderr: '', exitCode: 0, others: [] });
    expect(silent).toMatchObject({
      region: 'eu-west-1',
      isSilent: true,
      files: 1,
      eventBridgeShare: null,
      eventBridgeLag: { medianSeconds: null, worstSeconds: null },
    });
    expect(heard).toEqual({
      account: ACCOUNT,
      region: 'us-east-1',
      day: new Date(TODAY * 1000).toISOString().slice(0, 10),
      heardFrom: new Date(TODAY * 1000).toISOString().replace('.000', ''),
      lastHeard: new Date(TODAY * 1000).toISOString().replace('.000', ''),
      isSilent: false,
      files: 2,
      calls: 60,
      broughtByEventBridge: 40,
      unjudged: 0,
      eventBridgeShare: expect.closeTo(0.667, 3),
      trailLag: { medianSeconds: 300, worstSeconds: 1200 },
      eventBridgeLag: { medianSeconds: 15, worstSeconds: 15 },
    });
  });

  it('shows a table to people', async () => {
    await twoPlaces();
    const { stdout } = await coverage('--format', 'table');

    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^account +region +day +heard +silent +files +calls +not judged /),
      expect.stringMatching(/^111122223333 +eu-west-1 .* yes +1 +0 +0 +- +< 5 min +-$/),
      expect.stringMatching(
        /^111122223333 +us-east-1 .* no +2 +60 +0 +66\.7 % +< 5 min, worst < 20 min +< 15 s$/,
      ),
      '',
    ]);
  });

  it('shows only silent places if asked, and says if there are none', async () => {
    await twoPlaces();
    const silent = await coverage('--silent', '--format', 'csv');

    expect(silent.stdout.split('\n')).toHaveLength(3);
    expect(silent.stdout).toContain(',eu-west-1,');

    await embedded.deliveries().writeAccount({ account: ACCOUNT, until: TODAY, heard: new Map() });
    const { stdout, stderr, exitCode } = await coverage('--silent', '--format', 'table');
    expect({ stdout, stderr, exitCode }).toEqual({
      stdout: '',
      stderr: 'None of 2 accounts and regions has fallen silent.\n',
      exitCode: 0,
    });
  });

  it('keeps days apart, and leaves out what is older', async () => {
    await file(0);
    await file(30);
    await file(80);

    expect(JSON.parse((await coverage('--days', '3', '--format', 'json')).stdout)).toHaveLength(2);
    expect(JSON.parse((await coverage('--format', 'json')).stdout)).toHaveLength(1);
  });

  it('does not say that all is well where nothing is known', async () => {
    const { stdout, stderr, exitCode } = await coverage('--format', 'table');

    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 3 });
    expect(stderr).toMatch(/^The trail brought no file in this time, so nothing is known/);
  });

  it.each(['0', '15', 'two', '1.5', '-1'])('refuses --days %s', async (days) => {
    const { stderr, exitCode } = await coverage(`--days=${days}`);

    expect(exitCode).toBe(2);
    expect(stderr).toContain('is not a whole number from 1 to 14. Use, for example, --days 7.');
  });
});
