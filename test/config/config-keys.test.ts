import { Command } from 'commander';
import {
  addDetectionFlags,
  addNotificationFlags,
  FLAG_KEYS,
  flagOf,
} from '../../cli/flags/detection-flags';
import { allowedWords, type Value } from '../../src/config/config-key';
import { CONFIG_KEYS } from '../../src/config/config-keys';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { serializeDetectionConfig } from '../../src/config/detection-config';
import { resolveConfig } from '../../src/config/resolve';
import { ORGANIZATION_MEMBERS, SEVERITY_MEMBERS } from '../../src/config/structured-keys';
import { configurationParts } from '../../tools/docs/configuration-page';
import { problemsOf } from '../support/config-problems';

const ONE_LINE = /^\S[^\n]*[^\s.]$/;

/** A value that no row allows. */
const WRONG = Object.assign(() => {}, { toJSON: () => 'wrong' });

describe('CONFIG_KEYS', () => {
  const keys = Object.entries(CONFIG_KEYS);

  it('has a default for every key but texts and objects, as the types of the configuration assume', () => {
    const withoutDefault = keys.filter(([, row]) => row.default === undefined);

    for (const [, { kind }] of withoutDefault) {
      expect(['text', 'object']).toContain(kind);
    }
  });

  it.each(keys)('describes %s on one line', (_key, row) => {
    for (const text of [row.description, allowedWords(row)]) {
      expect(text).toMatch(ONE_LINE);
    }
  });

  it.each(keys)('has an example of %s that is accepted and is not the default', (key, row) => {
    const { config } = resolveConfig({ [key]: row.example });

    expect(config).not.toEqual(DEFAULT_CONFIG);
    expect(config).toHaveProperty(key);
  });

  it.each(keys)('has a default of %s that changes nothing when set', (key, row) => {
    const { config } = resolveConfig({ [key]: row.default });

    expect(config).toEqual(DEFAULT_CONFIG);
  });

  it.each(keys)('refuses a wrong value of %s and says what is allowed', (key, row) => {
    expect(problemsOf({ [key]: WRONG })).toEqual([
      expect.objectContaining({ key, received: '"wrong"', allowed: allowedWords(row) }),
    ]);
  });

  it.each(keys)('has a line on %s in the docs', (key, row) => {
    const line = configurationParts()
      ['keys']?.split('\n')
      .find((text) => text.startsWith(`| \`${key}\` |`));

    expect(line).toContain(row.description);
    expect(line?.replaceAll('`', '')).toContain(allowedWords(row));
    expect(line).toContain(row.example);
  });

  it('deploys the keys that say so and no others', () => {
    const everyExample = Object.fromEntries(keys.map(([key, { example }]) => [key, example]));
    const { config } = resolveConfig({ ...everyExample, severity: {} });

    const { seal, ...deployed } = JSON.parse(serializeDetectionConfig(config));

    expect(seal).toBeDefined();
    expect(Object.keys(deployed)).toEqual(
      keys.filter(([, row]) => row.deployed).map(([key]) => key),
    );
  });
});

describe('the flags', () => {
  const command = addDetectionFlags(addNotificationFlags(new Command()));

  it('are the keys that say so', () => {
    expect(command.options.map(({ long }) => long).sort()).toEqual(
      [...FLAG_KEYS.map(flagOf), '--rule'].sort(),
    );
  });

  it.each(FLAG_KEYS)('have help on %s: what it means, what is allowed and the default', (key) => {
    const row = CONFIG_KEYS[key];
    const option = command.options.find(({ long }) => long === flagOf(key));

    expect(option?.description).toBe(
      `${row.description.replace(/^[A-Z]/, (letter) => letter.toLowerCase())}: ${allowedWords(row)} (default: ${String(row.default)})`,
    );
  });
});

describe('the members of objects', () => {
  it('of severity are the signals and the cutoffs', () => {
    const { points, cutoffs } = DEFAULT_CONFIG.severity;

    expect(Object.keys(SEVERITY_MEMBERS.points.members)).toEqual(Object.keys(points));
    expect(Object.keys(SEVERITY_MEMBERS.cutoffs.members)).toEqual(Object.keys(cutoffs));
  });

  it.each(Object.entries(ORGANIZATION_MEMBERS))(
    'of organization are described on one line: %s',
    (_member, { description, allowed }) => {
      for (const text of [description, allowed]) {
        expect(text).toMatch(ONE_LINE);
      }
    },
  );

  it.each(Object.entries(CONFIG_KEYS))('of %s say what they allow', (_key, row) => {
    for (const member of membersOf(row)) {
      expect(allowedWords(member)).toMatch(ONE_LINE);
    }
  });
});

function membersOf(row: Value): readonly Value[] {
  return row.kind === 'object'
    ? Object.values(row.members).flatMap((member) => [member, ...membersOf(member)])
    : [];
}
