import { execFileSync } from 'node:child_process';
import { renderLookupCommand } from '../../src/notification/lookup-command';
import {
  cappedRoleSweep,
  DEFAULT_REGIONS,
  findingOf,
  hostileSweep,
  largestSweep,
  longTermKeySweep,
} from '../support/findings';

/** Runs a command in a real shell in which `aws` prints its arguments, one call per line. */
function run(lines: readonly string[]): string[][] {
  const script = `aws() { for argument in "$@"; do printf '%s\\t' "$argument"; done; printf '\\n'; }\n${lines.join('\n')}\n`;
  return execFileSync('sh', ['-euc', script], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t').slice(0, -1));
}

describe('renderLookupCommand', () => {
  it('asks each region for what the only key did since one hour before the sweep', () => {
    const calls = run(renderLookupCommand(longTermKeySweep()).lines);

    expect(calls).toEqual(
      DEFAULT_REGIONS.map((region) => [
        'cloudtrail',
        'lookup-events',
        '--region',
        region,
        '--start-time',
        '2026-03-14T08:26:40Z',
        '--lookup-attributes',
        'AttributeKey=AccessKeyId,AttributeValue=AKIAIOSFODNN7EXAMPLE',
        '--query',
        `Events[].['${region}',EventTime,EventName,EventSource,Username]`,
        '--output',
        'text',
      ]),
    );
  });

  it('asks for the events of step 2 when there is no single key', () => {
    const { lines, remarks } = renderLookupCommand(cappedRoleSweep());
    const asked = run(lines).map((call) => [call[3], call[7]]);

    expect(asked).toEqual(
      DEFAULT_REGIONS.flatMap((region) =>
        ['RunInstances', 'RequestServiceQuotaIncrease', 'CreateUser', 'CreateAccessKey'].map(
          (event) => [region, `AttributeKey=EventName,AttributeValue=${event}`],
        ),
      ),
    );
    expect(remarks).toEqual([
      'The event history filters by one access key, and this sweep has none or several. So this lists the events of step 2 by all callers of the account.',
    ]);
  });

  it.each(['$(echo x >&2)', '`id`', ';id', '\nid\n', '"$HOME"', "'", '|cat', '&', '--debug', '*'])(
    'runs nothing of a region or key that holds %j',
    (text) => {
      const { lines } = renderLookupCommand(hostileSweep(text));

      expect([...new Set(run(lines).map((call) => call[3]))]).toEqual(DEFAULT_REGIONS);
    },
  );

  it('asks all default regions when no region has a name that AWS would give', () => {
    const regions = run(renderLookupCommand(largestSweep()).lines).map((call) => call[3]);

    expect([...new Set(regions)]).toEqual(DEFAULT_REGIONS);
  });

  it('asks the monitored regions, those that were called and us-east-1', () => {
    const finding = findingOf({ regions: DEFAULT_REGIONS.slice(0, 10) });
    const { lines } = renderLookupCommand(finding, { regions: ['eu-west-1', 'mx-central-1'] });

    expect(run(lines).map((call) => call[3])).toEqual(
      [...DEFAULT_REGIONS.slice(0, 10), 'mx-central-1', 'us-east-1'].sort(),
    );
  });

  it('accepts regions that AWS has yet to open', () => {
    const regions = [...DEFAULT_REGIONS, 'antarctica-southpole-12'];

    expect(run(renderLookupCommand(findingOf({ regions })).lines)).toHaveLength(18);
  });
});
