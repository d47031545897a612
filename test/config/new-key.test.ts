/**
 * A new plain key is a new row of the table and nothing else. This adds rows to the table that the whole machinery
 * sees, and checks that each part knows the new keys.
 */
import { Command } from 'commander';
import { addDetectionFlags } from '../../cli/flags/detection-flags';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { parseDetectionConfig } from '../../src/config/deployed-config';
import { serializeDetectionConfig } from '../../src/config/detection-config';
import { resolveConfig } from '../../src/config/resolve';
import { configurationParts } from '../../tools/docs/configuration-page';
import { problemsOf } from '../support/config-problems';

jest.mock('../../src/config/config-keys', () => {
  const actual = jest.requireActual('../../src/config/config-keys');
  const newRows = {
    graceSeconds: {
      kind: 'integer',
      min: 5,
      max: 50,
      default: 15,
      description: 'Seconds of grace',
      example: '20',
      flag: 'detection',
      deployed: true,
    },
    paging: { kind: 'boolean', default: false, description: 'Whether to page', example: 'true' },
    channel: {
      kind: 'choice',
      values: ['blue', 'green'],
      default: 'blue',
      description: 'Channel to use',
      example: 'green',
    },
    nickname: {
      kind: 'text',
      format: /^[a-z]+$/,
      description: 'Name to use',
      allowed: 'lowercase letters',
      example: 'otter',
    },
  };
  return { ...actual, CONFIG_KEYS: { ...actual.CONFIG_KEYS, ...newRows } };
});

describe('a key that is only a row of the table', () => {
  it('has its default', () => {
    expect(DEFAULT_CONFIG).toMatchObject({ graceSeconds: 15, paging: false, channel: 'blue' });
    expect(DEFAULT_CONFIG).not.toHaveProperty('nickname');
    expect(resolveConfig({}).config).toEqual(DEFAULT_CONFIG);
  });

  it.each([
    ['typed', { graceSeconds: 20, paging: true, channel: 'green', nickname: 'otter' }],
    ['as text', { graceSeconds: '20', paging: 'true', channel: ' green ', nickname: 'otter' }],
  ])('is read %s', (_form, given) => {
    expect(resolveConfig(given).config).toMatchObject({
      graceSeconds: 20,
      paging: true,
      channel: 'green',
      nickname: 'otter',
    });
  });

  it('is checked, and the message says what is allowed', () => {
    const given = { graceSeconds: 51, paging: 'yes', channel: 'red', nickname: 'Otter' };

    expect(problemsOf(given)).toEqual([
      {
        key: 'graceSeconds',
        problem: 'is too large',
        received: '51',
        allowed: 'a whole number from 5 to 50',
        fix: 'Use a value such as graceSeconds=20, or remove it (default: 15).',
      },
      expect.objectContaining({ key: 'paging', allowed: 'true or false' }),
      expect.objectContaining({ key: 'channel', allowed: 'blue or green' }),
      expect.objectContaining({ key: 'nickname', allowed: 'lowercase letters' }),
    ]);
  });

  it('is the nearest of a misspelled key', () => {
    expect(problemsOf({ graceSecond: 20 })[0]?.fix).toContain('Rename it to graceSeconds');
  });

  it('has a line in the docs', () => {
    expect(configurationParts()['keys']).toContain(
      '| `graceSeconds` | Seconds of grace | a whole number from 5 to 50 | `15` | `20` |',
    );
  });

  it('is a flag of the command line if its row says so', () => {
    const flags = addDetectionFlags(new Command()).options.map(({ flags }) => flags);

    expect(flags).toContain('--grace-seconds <value>');
    expect(flags.join()).not.toContain('--paging');
  });

  it('reaches the deployed functions if its row says so', () => {
    const { config } = resolveConfig({ graceSeconds: 20, paging: true });

    const deployed = parseDetectionConfig(serializeDetectionConfig(config));

    expect(deployed).toMatchObject({ graceSeconds: 20 });
    expect(deployed).not.toHaveProperty('paging');
  });
});
