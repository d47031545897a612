import { CONFIG_KEYS } from '../../src/config/config-keys';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { resolveConfig } from '../../src/config/resolve';
import { settingsAsText } from '../../src/config/settings-as-text';

function textsOf(raw: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  return settingsAsText(resolveConfig(raw).config);
}

/** The settings whose text differs from that of the defaults. */
function changesOf(raw: Readonly<Record<string, unknown>>): Record<string, string> {
  const before = textsOf();
  return Object.fromEntries(
    Object.entries(textsOf(raw)).filter(([key, text]) => before[key] !== text),
  );
}

describe('settings as text', () => {
  it('have an entry for every key with a value', () => {
    const keys = new Set(Object.keys(textsOf()).map((path) => path.split('.')[0]));

    expect([...keys].sort()).toEqual(Object.keys(DEFAULT_CONFIG).sort());
    for (const key of keys) {
      expect(CONFIG_KEYS).toHaveProperty(key as string);
    }
  });

  it.each<[Readonly<Record<string, unknown>>, Record<string, string>]>([
    [
      { renotifyMinutes: 5, heartbeat: 'false' },
      { renotifyMinutes: '5', heartbeat: 'false' },
    ],
    [
      { rules: { 'describe-instances': { minRegions: 12 } } },
      { 'rules.describe-instances.minRegions': '12' },
    ],
    [{ severity: { cutoffs: { high: 70 } } }, { 'severity.cutoffs.high': '70' }],
    [{ emails: 'a@x.org,b@x.org' }, { emails: 'a@x.org, b@x.org' }],
    [{ regions: '' }, { regions: 'none' }],
    [
      { organization: { id: 'o-a1b2c3d4e5', managementAccount: '012345678901' } },
      {
        'organization.id': 'o-a1b2c3d4e5',
        'organization.units': 'none',
        'organization.accounts': 'none',
        'organization.managementAccount': '012345678901',
      },
    ],
  ])('name what changed, and nothing else: %j', (raw, changes) => {
    expect(changesOf(raw)).toEqual(changes);
  });

  it('show what is set for all rules, and for each', () => {
    expect(changesOf({ groupBy: 'arn,role' })).toEqual({
      groupBy: 'arn, role',
      'rules.describe-instances.groupBy': 'arn, role',
      'rules.get-service-quota.groupBy': 'arn, role',
    });
  });
});
