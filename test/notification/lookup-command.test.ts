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

/** Runs a command in a real shell in which `aws` prints its arguments, one call a line. */
function run(lines: readonly string[]): string[][] {
  const script = `aws() { for argument in "$@"; do printf '%s\\t' "$argument"; done; printf '\\n'; }\n${lines.join('\n')}\n`;
  return execFileSync('sh', ['-euc', script], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t').slice(0, -1));
}

describe('renderLookupCommand', () => {
  it('asks each region for the calls of the only key in the span of the sweep', () => {
    const calls = run(renderLookupCommand(longTermKeySweep()).lines);

    expect(calls).toEqual(
      DEFAULT_REGIONS.map((region) => [
        'cloudtrail',
        'lookup-events',
        '--region',
        region,
        '--start-time',
        '2026-03-14T09:26:40Z',
        '--end-time',
        '2026-03-14T09:27:24Z',
        '--lookup-attributes',
        'AttributeKey=AccessKeyId,AttributeValue=AKIAIOSFODNN7EXAMPLE',
        '--query',
        'Events[].[EventTime,EventName,EventSource,Username]',
        '--output',
        'text',
      ]),
    );
  });

  it('asks for the call when there is no single key', () => {
    const [call] = run(renderLookupCommand(cappedRoleSweep()).lines);

    expect(call).toContain('AttributeKey=EventName,AttributeValue=GetServiceQuota');
  });

  it.each(['$(echo x >&2)', '`id`', ';id', '\nid\n', '"$HOME"', "'", '|cat', '&', '--debug', '*'])(
    'runs nothing of a region or key that holds %j',
    (text) => {
      const { lines, remarks } = renderLookupCommand(hostileSweep(text));

      expect(run(lines).map((call) => call[3])).toEqual(DEFAULT_REGIONS.slice(0, 12));
      expect(remarks).toEqual(['5 of the regions left out: AWS has no region of such a name.']);
    },
  );

  it('gives no command when no region has a name that AWS would give', () => {
    const { lines, remarks } = renderLookupCommand(largestSweep());

    expect(lines).toEqual([]);
    expect(remarks).toHaveLength(1);
  });

  it('takes regions that AWS has yet to open', () => {
    const regions = [...DEFAULT_REGIONS, 'antarctica-southpole-12'];

    expect(run(renderLookupCommand(findingOf({ regions })).lines)).toHaveLength(18);
  });
});
