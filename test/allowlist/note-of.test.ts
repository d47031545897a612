import fc from 'fast-check';
import type { AllowlistEntry, AllowlistMatch } from '../../src/allowlist/fields';
import { noteOf, withNote } from '../../src/allowlist/note-of';
import type { Finding } from '../../src/detection/finding';
import { entryOf, NOW } from '../support/allowlist';
import { validateFinding } from '../support/finding-schema';
import {
  cappedRoleSweep,
  consoleClick,
  findingOf,
  HOSTILE_KINDS,
  hostileSweep,
  largestSweep,
  longTermKeySweep,
  roleSession,
  type SweepSetup,
} from '../support/findings';
import { HOSTILE_TEXTS } from '../support/hostile-texts';

const NOTE = {
  entryId: 'nightly-inventory',
  owner: 'Platform team',
  ticket: 'SEC-1234',
  expires: '2026-09-01',
};

const WIDE = { regions: 64, calls: 10_000, addresses: 20 };

/** Whether an entry that matches by this covers the finding; its ceilings are as high as can be. */
function isCovered(match: AllowlistMatch, finding: Finding): boolean {
  const note = noteOf(finding, [entryOf({ match, ceilings: WIDE })], NOW);
  return note !== undefined && note.brokenCeilings === undefined;
}

const user = (setup: SweepSetup = {}) => findingOf(setup);
const ROLE_ARN = 'arn:aws:iam::111122223333:role/security/scanners/Inventory-eu';
const session = (setup: SweepSetup = {}) =>
  findingOf({ userIdentity: roleSession('job-7', ROLE_ARN), ...setup });
const byRole = (setup: SweepSetup = {}) => session({ settings: { groupBy: 'role' }, ...setup });
const service = () =>
  findingOf({ userIdentity: { type: 'AWSService', invokedBy: 'config.amazonaws.com' } });
const root = () =>
  findingOf({
    userIdentity: {
      type: 'Root',
      arn: 'arn:aws:iam::111122223333:root',
      accountId: '111122223333',
    },
  });
const from = (...addresses: string[]) =>
  findingOf({ fields: (i) => ({ sourceIPAddress: addresses[i % addresses.length] }) });
const by = (...agents: string[]) =>
  findingOf({ fields: (i) => ({ userAgent: agents[i % agents.length] }) });

describe('noteOf: callers', () => {
  it.each<[string, AllowlistMatch, Finding, boolean]>([
    ['the user', { principal: 'arn:aws:iam::111122223333:user/ci/deploy-bot' }, user(), true],
    [
      'the user, as reports print it',
      { principal: 'arn:arn:aws:iam::111122223333:user/ci/deploy-bot' },
      user(),
      true,
    ],
    ['users by path', { principal: 'arn:aws:iam::111122223333:user/ci/*' }, user(), true],
    ['the user in any account', { principal: 'arn:*:iam::*:user/ci/deploy-???' }, user(), true],
    ['another user', { principal: 'arn:aws:iam::111122223333:user/ci/deploy-bo' }, user(), false],
    [
      'another account',
      { principal: 'arn:aws:iam::444455556666:user/ci/deploy-bot' },
      user(),
      false,
    ],
    ['another partition', { principal: 'arn:aws-cn:iam::*:user/ci/deploy-bot' }, user(), false],
    [
      'a federated user',
      { principal: 'arn:aws:sts::*:federated-user/ci/deploy-bot' },
      user(),
      false,
    ],
    ['a role like the user', { roleName: 'deploy-bot' }, user(), false],
    [
      'the session',
      { principal: 'arn:aws:sts::111122223333:assumed-role/Inventory-eu/job-7' },
      session(),
      true,
    ],
    ['all sessions', { principal: 'arn:aws:sts::*:assumed-role/Inventory-*/*' }, session(), true],
    [
      'another session',
      { principal: 'arn:aws:sts::*:assumed-role/Inventory-*/job-8' },
      session(),
      false,
    ],
    ['the role of the session', { principal: ROLE_ARN }, session(), true],
    ['roles of a path', { principal: 'arn:aws:iam::*:role/security/*' }, session(), true],
    [
      'the role without its path',
      { principal: 'arn:aws:iam::*:role/Inventory-eu' },
      session(),
      false,
    ],
    ['the name of the role', { roleName: 'Inventory-*' }, session(), true],
    ['another name', { roleName: 'Inventory-us' }, session(), false],
    ['the path of the role', { rolePath: '/security/scanners/' }, session(), true],
    ['a path by glob', { rolePath: '/security/*' }, session(), true],
    ['another path', { rolePath: '/security/' }, session(), false],
    ['name and path', { roleName: 'Inventory-eu', rolePath: '/security/*' }, session(), true],
    ['name, and another path', { roleName: 'Inventory-eu', rolePath: '/it/*' }, session(), false],
    ['the role, counted by role', { principal: ROLE_ARN }, byRole(), true],
    ['its name, counted by role', { roleName: 'Inventory-eu' }, byRole(), true],
    ['its path, counted by role', { rolePath: '/security/scanners/' }, byRole(), true],
    [
      'all sessions, counted by role',
      { principal: 'arn:aws:sts::*:assumed-role/Inventory-*/*' },
      byRole(),
      true,
    ],
    [
      'one session, counted by role',
      { principal: 'arn:aws:sts::*:assumed-role/Inventory-*/job-7' },
      byRole(),
      false,
    ],
    [
      'a key in full',
      { principal: 'identity:AWSService:config.amazonaws.com:111122223333' },
      service(),
      true,
    ],
    ['another key', { principal: 'identity:AWSService:config.amazonaws.com:' }, service(), false],
    ['the account', { roleName: 'Inventory-eu', account: '111122223333' }, session(), true],
    [
      'another account next to it',
      { roleName: 'Inventory-eu', account: '444455556666' },
      session(),
      false,
    ],
    ['the rule', { roleName: 'Inventory-eu', rule: 'describe-instances' }, session(), true],
    ['another rule', { roleName: 'Inventory-eu', rule: 'get-service-quota' }, session(), false],
  ])('%s', (_what, match, finding, expected) => {
    expect(isCovered(match, finding)).toBe(expected);
  });

  it('takes no session name for a role, though the caller can choose it', () => {
    const disguised = findingOf({
      userIdentity: roleSession('Inventory-eu', 'arn:aws:iam::111122223333:role/Admin'),
    });

    for (const match of [
      { roleName: 'Inventory-eu' },
      { roleName: '*Inventory-eu' },
      { principal: 'arn:aws:sts::*:assumed-role/*Inventory-eu/*' },
      { principal: 'arn:aws:sts::*:assumed-role/Inventory-eu/*' },
      { principal: 'arn:aws:iam::*:role/*Inventory-eu' },
    ]) {
      expect(isCovered(match, disguised)).toBe(false);
    }
  });

  it('never covers a root user', () => {
    for (const match of [
      { sourceCidr: ['198.51.100.0/24'] },
      { principal: 'arn:aws:iam::111122223333:root' },
      { principal: 'arn:aws:iam::111122223333:user/*' },
    ]) {
      expect(isCovered(match, root())).toBe(false);
      expect(isCovered({ sourceCidr: ['198.51.100.0/24'] }, user())).toBe(true);
    }
  });

  it('takes the path of a role from the role of the session only', () => {
    const { principal, ...finding } = session();
    const foreign = {
      ...finding,
      principal: { ...principal, roleArn: 'arn:aws:iam::111122223333:role/it/Other' },
    };

    expect(isCovered({ rolePath: '/it/' }, foreign)).toBe(false);
    expect(isCovered({ rolePath: '/security/scanners/' }, foreign)).toBe(false);
  });
});

describe('noteOf: networks and user agents', () => {
  const OFFICE = { sourceCidr: ['203.0.113.0/28', '2001:db8:7::/48'] };

  it.each<[string, readonly string[], boolean]>([
    ['one address within', ['203.0.113.7'], true],
    ['addresses in several networks', ['203.0.113.7', '2001:db8:7::9', '::ffff:203.0.113.1'], true],
    ['one address outside', ['203.0.113.7', '203.0.113.16'], false],
    ['a service', ['AWS Internal'], false],
    ['a service among them', ['203.0.113.7', 'ec2.amazonaws.com'], false],
  ])('%s', (_what, addresses, expected) => {
    expect(isCovered(OFFICE, from(...addresses))).toBe(expected);
  });

  it.each<[string, readonly string[], boolean]>([
    ['one user agent', ['Steampipe/0.20'], true],
    ['several', ['Steampipe/0.20', 'Steampipe/0.21'], true],
    ['a foreign one among them', ['Steampipe/0.20', 'aws-cli/2.15.0'], false],
    ['one that only holds it', ['evil Steampipe/0.20'], false],
  ])('%s', (_what, agents, expected) => {
    const match = { principal: 'arn:aws:iam::*:user/ci/deploy-bot', userAgent: 'Steampipe/*' };

    expect(isCovered(match, by(...agents))).toBe(expected);
  });

  it.each<[string, string, boolean]>([
    ['its start', 'Boto3/1.40.61 *', true],
    ['its end', '* APN_1826889', true],
    ['both', 'Boto3/* ... * APN_1826889', true],
    ['its middle, which the finding does not list', '*md/arch#x86_64*', false],
  ])('compares a long user agent as the finding lists it: %s', (_what, userAgent, expected) => {
    const long =
      'Boto3/1.40.61 md/Botocore#1.40.61 ua/2.1 os/linux#6.8.0 md/arch#x86_64 lang/python#3.12.11 md/pyimpl#CPython m/Z,b,n cfg/retry-mode#standard Botocore/1.40.61 APN_1826889';
    const match = { principal: 'arn:aws:iam::*:user/ci/deploy-bot', userAgent };

    expect(isCovered(match, by(long))).toBe(expected);
  });

  it('does not match unknown values: a list that is capped or empty', () => {
    const known = from('203.0.113.7');
    const evidence = (overrides: Partial<Finding['evidence']>): Finding => ({
      ...known,
      evidence: { ...known.evidence, ...overrides },
    });
    const match = { ...OFFICE, userAgent: 'aws-cli/*' };

    expect(isCovered(match, known)).toBe(true);
    for (const unknown of [
      { capped: ['sourceIps'] },
      { sourceIps: [] },
      { capped: ['userAgents'] },
      { userAgents: [] },
    ] as const) {
      expect(isCovered(match, evidence(unknown))).toBe(false);
    }
  });

  it('never covers a sweep with one foreign address, whatever the others are', () => {
    const within = fc.integer({ min: 0, max: 15 }).map((last) => `203.0.113.${last}`);
    const foreign = fc.oneof(
      fc.ipV4().filter((address) => !address.startsWith('203.0.113.')),
      fc.integer({ min: 16, max: 255 }).map((last) => `203.0.113.${last}`),
      fc.ipV6().filter((address) => !address.startsWith('2001:') && !address.startsWith('::')),
      fc.constantFrom('AWS Internal', 'ec2.amazonaws.com', '::ffff:203.0.113.99'),
      fc.string({ minLength: 1, maxLength: 60 }).filter((text) => /[^\s\d.:]/.test(text)),
    );
    fc.assert(
      fc.property(
        fc.array(within, { minLength: 1, maxLength: 5 }),
        foreign,
        fc.nat({ max: 5 }),
        (addresses, stranger, at) => {
          const all = [...addresses.slice(0, at), stranger, ...addresses.slice(at)];

          expect(isCovered(OFFICE, from(...addresses))).toBe(true);
          expect(isCovered(OFFICE, from(...all))).toBe(false);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('noteOf: ceilings', () => {
  it('covers a sweep that exceeds none of them, and names the entry', () => {
    const finding = longTermKeySweep();

    expect(noteOf(finding, [entryOf()], NOW)).toEqual(NOTE);
  });

  it.each<[string, AllowlistEntry['ceilings'], object]>([
    [
      'regions',
      { regions: 16, calls: 17, addresses: 2 },
      { ceiling: 'regions', allowed: 'at most 16', seen: '17' },
    ],
    [
      'calls',
      { regions: 17, calls: 16, addresses: 2 },
      { ceiling: 'calls', allowed: 'at most 16', seen: '17' },
    ],
    [
      'addresses',
      { regions: 17, calls: 17, addresses: 1 },
      { ceiling: 'addresses', allowed: 'at most 1', seen: '2' },
    ],
    [
      'hours',
      { regions: 17, calls: 17, addresses: 2, hours: '01-05' },
      {
        ceiling: 'hours',
        allowed: '01-05 UTC',
        seen: '2026-03-14T09:26:40Z to 2026-03-14T09:27:12Z',
      },
    ],
  ])('says that %s were broken, and by what', (_which, ceilings, broken) => {
    expect(noteOf(longTermKeySweep(), [entryOf({ ceilings })], NOW)).toEqual({
      ...NOTE,
      brokenCeilings: [broken],
    });
  });

  it('names all broken ceilings', () => {
    const ceilings = { regions: 1, calls: 1, addresses: 1, hours: '01-05' };
    const note = noteOf(longTermKeySweep(), [entryOf({ ceilings })], NOW);

    expect(note?.brokenCeilings).toMatchObject(
      ['regions', 'calls', 'addresses', 'hours'].map((ceiling) => ({ ceiling })),
    );
  });

  it('counts ceilings as broken where counts are lower bounds, however high the ceilings are', () => {
    const entry = entryOf({ match: { roleName: 'Admin' }, ceilings: WIDE });

    expect(noteOf(cappedRoleSweep(), [entry], NOW)).toMatchObject({
      brokenCeilings: [
        { ceiling: 'regions', seen: 'at least 17' },
        { ceiling: 'calls', seen: 'at least 51' },
        { ceiling: 'addresses', seen: expect.stringMatching(/^at least \d+$/) },
      ],
    });
  });
});

describe('noteOf: watched calls', () => {
  const watchedCalls = ['RunInstances', 'CreateStack'];

  it('names those that the entry covers too', () => {
    expect(noteOf(longTermKeySweep(), [entryOf({ watchedCalls })], NOW)).toEqual({
      ...NOTE,
      watchedCalls,
    });
  });

  it('names none where the sweep exceeds a ceiling', () => {
    const ceilings = { regions: 1, calls: 17, addresses: 2 };

    expect(
      noteOf(longTermKeySweep(), [entryOf({ watchedCalls, ceilings })], NOW),
    ).not.toHaveProperty('watchedCalls');
  });
});

describe('noteOf: several entries', () => {
  const covering = (id: string) => entryOf({ id });
  const broken = (id: string) => entryOf({ id, ceilings: { regions: 1, calls: 1, addresses: 1 } });
  const expired = (id: string) => entryOf({ id, expires: '2026-03-15' });
  const foreign = (id: string) => entryOf({ id, match: { roleName: 'Other' } });

  it.each<[string, AllowlistEntry[], string | undefined, boolean]>([
    ['none', [], undefined, false],
    ['none that matches', [foreign('a')], undefined, false],
    ['the first by id', [covering('b'), covering('a')], 'a', false],
    ['one that covers before one that is broken', [broken('a'), covering('b')], 'b', false],
    ['the first of the broken', [broken('b'), broken('a')], 'a', true],
    ['none that has expired', [expired('a')], undefined, false],
    ['the next after one that has expired', [expired('a'), covering('b')], 'b', false],
  ])('%s', (_what, entries, entryId, isBroken) => {
    const note = noteOf(longTermKeySweep(), entries, NOW);

    expect(note?.entryId).toBe(entryId);
    expect(note?.brokenCeilings !== undefined).toBe(isBroken);
  });

  it('does not depend on their order', () => {
    const entries = [broken('a'), expired('b'), foreign('c'), covering('d'), covering('e')];

    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: 5 }), (shuffled) => {
        expect(noteOf(longTermKeySweep(), shuffled, NOW)).toEqual({ ...NOTE, entryId: 'd' });
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['2026-03-14T23:59:59.999Z', 'nightly-inventory'],
    ['2026-03-15T00:00:00.000Z', undefined],
  ])('ends an entry when the day of its expiry begins: %s', (now, entryId) => {
    const entry = entryOf({ expires: '2026-03-15' });

    expect(noteOf(longTermKeySweep(), [entry], Date.parse(now))?.entryId).toBe(entryId);
  });

  it.each(['', 'soon', '2026-02-30', '2026-13-01'])(
    'treats an invalid expiry as past: %j',
    (expires) => {
      expect(noteOf(longTermKeySweep(), [entryOf({ expires })], NOW)).toBeUndefined();
    },
  );
});

describe('noteOf: hostile findings', () => {
  const entries = [
    entryOf({ id: 'a' }),
    entryOf({ id: 'b', match: { roleName: 'Inventory-*' } }),
    entryOf({ id: 'c', match: { rolePath: '/security/*' } }),
    entryOf({ id: 'd', match: { sourceCidr: ['203.0.113.0/28'] } }),
    entryOf({ id: 'e', match: { principal: 'arn:aws:sts::*:assumed-role/Inventory-*/*' } }),
  ].map((entry) => ({ ...entry, ceilings: WIDE }));

  it.each(HOSTILE_TEXTS)('covers none of: %s', (_name, text) => {
    for (const kind of HOSTILE_KINDS) {
      expect(noteOf(hostileSweep(text, kind), entries, NOW)).toBeUndefined();
    }
  });

  it('covers nothing of the largest finding', () => {
    expect(noteOf(largestSweep(), entries, NOW)).toBeUndefined();
  });
});

describe('withNote', () => {
  it('does not change a finding that no entry matches', () => {
    const finding = consoleClick();

    expect(withNote(finding, [entryOf()], NOW)).toBe(finding);
  });

  it.each([
    ['covered', entryOf()],
    ['broken', entryOf({ ceilings: { regions: 1, calls: 1, addresses: 1, hours: '01-05' } })],
  ])('makes a finding that its schema accepts: %s', (_what, entry) => {
    const finding = longTermKeySweep();
    const noted = withNote(finding, [entry], NOW);

    expect(noted.allowlist).toMatchObject(NOTE);
    expect(validateFinding(JSON.parse(JSON.stringify(noted)))).toEqual([]);
  });
});
