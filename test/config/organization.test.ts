import { resolveConfig } from '../../src/config/resolve';
import { problemKeysOf, problemsOf } from '../support/config-problems';

const ID = 'o-a1b2c3d4e5';
const UNIT = 'ou-a1b2-c3d4e5f6';
const ROOT = 'r-a1b2';
const ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '012345678901';

function organizationOf(organization: unknown) {
  return resolveConfig({ organization }).config.organization;
}

describe('organization', () => {
  it('is not set by default', () => {
    expect(resolveConfig({}).config).not.toHaveProperty('organization');
  });

  it.each<[string, unknown]>([
    ['an object', { id: ID }],
    ['JSON text', `{"id":"${ID}"}`],
    ['the id alone', ` ${ID} `],
  ])('is taken as %s', (_form, given) => {
    expect(organizationOf(given)).toEqual({ id: ID, units: [], accounts: [] });
  });

  it('has units, a management account and further accounts', () => {
    const given = {
      id: ID,
      units: [UNIT, ROOT],
      accounts: [OTHER_ACCOUNT],
      managementAccount: ACCOUNT,
    };

    expect(organizationOf(given)).toEqual(given);
    expect(
      organizationOf({ ...given, units: `${UNIT}, ${ROOT}`, accounts: OTHER_ACCOUNT }),
    ).toEqual(given);
  });

  it('can be accounts without an organization', () => {
    expect(organizationOf({ accounts: [ACCOUNT] })).toEqual({ units: [], accounts: [ACCOUNT] });
  });

  it('merges what is given twice, also the management account among the accounts', () => {
    expect(
      organizationOf({
        id: ID,
        units: [UNIT, UNIT],
        accounts: [OTHER_ACCOUNT, ACCOUNT, OTHER_ACCOUNT],
        managementAccount: ACCOUNT,
      }),
    ).toEqual({ id: ID, units: [UNIT], accounts: [OTHER_ACCOUNT], managementAccount: ACCOUNT });
  });

  it.each([
    [{ id: `o-${'a'.repeat(10)}` }],
    [{ id: `o-${'9'.repeat(32)}` }],
    [{ id: ID, units: [`ou-abcd-${'a'.repeat(8)}`, `ou-${'a'.repeat(32)}-${'b'.repeat(32)}`] }],
    [{ id: ID, units: ['r-abcd', `r-${'a'.repeat(32)}`] }],
    [{ accounts: ['000000000000'] }],
  ])('takes every id that AWS can give: %j', (organization) => {
    expect(problemKeysOf({ organization })).toEqual([]);
  });

  it.each<[unknown, string]>([
    [`o-${'a'.repeat(9)}`, 'organization.id'],
    [`o-${'a'.repeat(33)}`, 'organization.id'],
    ['o-A1B2C3D4E5', 'organization.id'],
    [{ id: 'a1b2c3d4e5' }, 'organization.id'],
    [{ id: `${ID} x` }, 'organization.id'],
    [{ id: ID, units: ['ou-a1b2'] }, 'organization.units.0'],
    [{ id: ID, units: [UNIT, 'ou-a1b2-C3D4E5F6'] }, 'organization.units.1'],
    [{ id: ID, units: [`x${ROOT}`] }, 'organization.units.0'],
    [{ id: ID, units: [`${UNIT}/${UNIT}`] }, 'organization.units.0'],
    [{ id: ID, units: {} }, 'organization.units'],
    [{ accounts: ['12345678901'] }, 'organization.accounts.0'],
    [{ accounts: [ACCOUNT, '1234567890123'] }, 'organization.accounts.1'],
    [{ accounts: ['1111-2222-3333'] }, 'organization.accounts.0'],
    [{ id: ID, managementAccount: 'management' }, 'organization.managementAccount'],
    [{ id: ID, unit: UNIT }, 'organization.unit'],
    ['111122223333', 'organization'],
    ['{"id":', 'organization'],
    ['', 'organization'],
    [[], 'organization'],
    [null, 'organization'],
  ])('refuses %j', (organization, key) => {
    expect(problemKeysOf({ organization })).toEqual([key]);
  });

  it('lists at most 250 accounts, because the policy of the hub bus can hold no more', () => {
    const accounts = Array.from({ length: 251 }, (_, index) => String(100000000000 + index));

    expect(problemKeysOf({ organization: { accounts: accounts.slice(1) } })).toEqual([]);
    expect(
      problemKeysOf({ organization: { accounts: [...accounts.slice(1), accounts[1]] } }),
    ).toEqual([]);
    expect(problemsOf({ organization: { accounts } })).toEqual([
      {
        key: 'organization.accounts',
        problem:
          'lists 251 accounts, more than the policy of the hub bus can name in its 10,240 characters',
        received: '251 accounts',
        allowed: 'at most 250 accounts',
        fix: 'Set organization.id, which admits every account of the organization, and list only accounts outside it.',
      },
    ]);
  });

  it('shows the format of a malformed ID and where to find the right one', () => {
    expect(problemsOf({ organization: 'o-acme' })).toEqual([
      {
        key: 'organization.id',
        problem: 'has the wrong format',
        received: '"o-acme"',
        allowed:
          'the ID of an organization: o- and 10 to 32 lowercase letters or digits, for example o-a1b2c3d4e5',
        fix: 'Copy the ID that "aws organizations describe-organization" prints.',
      },
    ]);
  });

  it('shows the same for the ID of a unit', () => {
    expect(problemsOf({ organization: { id: ID, units: ['Workloads'] } })).toEqual([
      {
        key: 'organization.units.0',
        problem: 'has the wrong format',
        received: '"Workloads"',
        allowed:
          'a list of IDs of organizational units, for example ou-a1b2-c3d4e5f6, or of the root, for example r-a1b2',
        fix: 'Copy the IDs, not the names, from the account tree in the AWS Organizations console.',
      },
    ]);
  });

  it.each<[string, unknown]>([
    ['organization.accounts.0', { accounts: [111122223333] }],
    ['organization.accounts.0', '{"accounts":[111122223333]}'],
    ['organization.managementAccount', { id: ID, managementAccount: 111122223333 }],
  ])('wants %s in quotes: %j', (key, organization) => {
    expect(problemsOf({ organization })).toEqual([
      {
        key,
        problem: 'is not a string',
        received: '111122223333',
        allowed: expect.stringContaining('12 digits in quotes'),
        fix: 'Write all 12 digits in quotes: a number loses its leading zeros.',
      },
    ]);
  });

  it.each([[{}], [{ accounts: [] }], [{ units: [], accounts: '' }]])(
    'must admit an account: %j',
    (organization) => {
      expect(problemsOf({ organization })).toEqual([
        expect.objectContaining({
          key: 'organization',
          problem: 'names neither an organization (id) nor accounts',
          fix: expect.stringContaining('remove organization'),
        }),
      ]);
    },
  );

  it.each<[string, object]>([
    ['units', { units: [UNIT] }],
    ['managementAccount', { managementAccount: ACCOUNT, accounts: [OTHER_ACCOUNT] }],
    ['units and managementAccount', { units: [UNIT], managementAccount: ACCOUNT }],
  ])('needs an id for %s', (members, organization) => {
    expect(problemsOf({ organization })).toEqual([
      {
        key: 'organization.id',
        problem: `is missing, but required with ${members}`,
        received: JSON.stringify(organization),
        allowed: expect.stringMatching(/^the ID of an organization/),
        fix: `Copy the ID that "aws organizations describe-organization" prints. Or remove ${members}.`,
      },
    ]);
  });

  it('has all its problems reported at once', () => {
    const organization = {
      units: ['Workloads'],
      accounts: [1],
      managementAccount: '1',
      account: ACCOUNT,
    };

    expect([...problemKeysOf({ organization, minRegions: 0 })].sort()).toEqual([
      'minRegions',
      'organization.account',
      'organization.accounts.0',
      'organization.id',
      'organization.managementAccount',
      'organization.units.0',
    ]);
  });
});
