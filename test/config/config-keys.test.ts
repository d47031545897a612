import { OVERRIDE_KEYS, SEVERITY_KEYS } from '../../src/config/allowed';
import { DETECTION_KEYS, NOTIFICATION_KEYS } from '../../src/config/config';
import { CONFIG_KEYS } from '../../src/config/config-keys';
import { CONTEXT_SCHEMA, ORGANIZATION_KEYS } from '../../src/config/context-schema';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { RULE_SETTINGS } from '../../src/config/detection-schema';
import { ORGANIZATION_MEMBERS } from '../../src/config/organization-members';
import { resolveConfig } from '../../src/config/resolve';

describe('CONFIG_KEYS', () => {
  const keys = Object.entries(CONFIG_KEYS);

  it('documents exactly the keys that the schema takes', () => {
    expect(Object.keys(CONFIG_KEYS).sort()).toEqual(Object.keys(CONTEXT_SCHEMA.shape).sort());
  });

  it('names the members that the schemas take', () => {
    expect(OVERRIDE_KEYS).toEqual(Object.keys(RULE_SETTINGS.shape));
    expect(SEVERITY_KEYS.cutoffs).toEqual(Object.keys(DEFAULT_CONFIG.severity.cutoffs));
    expect(SEVERITY_KEYS.points).toEqual(Object.keys(DEFAULT_CONFIG.severity.points));
  });

  it('includes the keys that are flags, each once', () => {
    const flags = [...DETECTION_KEYS, ...NOTIFICATION_KEYS];

    expect(new Set(flags).size).toBe(flags.length);
    expect(Object.keys(CONFIG_KEYS)).toEqual(expect.arrayContaining(flags));
  });

  it.each(keys)('describes %s on one line', (_key, { description, allowed }) => {
    for (const text of [description, allowed]) {
      expect(text).toMatch(/^\S[^\n]*[^\s.]$/);
    }
  });

  it.each(keys)('has an example of %s that is accepted and is not the default', (key, doc) => {
    const { config } = resolveConfig({ [key]: doc.example });

    expect(config).not.toEqual(DEFAULT_CONFIG);
  });

  it.each(keys)('names the default of %s, which changes nothing when given', (key, doc) => {
    const { config } = resolveConfig({ [key]: doc.defaultValue });

    expect(config).toEqual(DEFAULT_CONFIG);
  });
});

describe('ORGANIZATION_MEMBERS', () => {
  it('documents exactly the members that the schema takes', () => {
    expect(Object.keys(ORGANIZATION_MEMBERS).sort()).toEqual([...ORGANIZATION_KEYS].sort());
  });

  it.each(Object.entries(ORGANIZATION_MEMBERS))(
    'describes %s on one line',
    (_member, { description, allowed }) => {
      for (const text of [description, allowed]) {
        expect(text).toMatch(/^\S[^\n]*[^\s.]$/);
      }
    },
  );
});
