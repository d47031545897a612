import { childKeyOf, childrenOf } from '../../../src/detection/watched/children';
import { watchedAt } from '../../support/watched-records';

const ALICE = 'arn:aws:iam::111122223333:user/alice';
const SESSION = 'arn:aws:sts::111122223333:assumed-role/admin/x';

const assumed = (after: number, accessKeyId: string) =>
  watchedAt('roles.AssumeRole', after, {
    responseElements: { credentials: { accessKeyId }, assumedRoleUser: { arn: SESSION } },
  });

const created = (after: number, name: string) =>
  watchedAt('persistence.CreateUser', after, {
    responseElements: { user: { arn: `arn:aws:iam::111122223333:user/${name}` } },
  });

describe('childKeyOf', () => {
  it.each([
    ['a user by its key', { type: 'IAMUser', arn: ALICE, accessKeyId: 'AKIA1' }, 'AKIA1'],
    [
      'a user in the console by its ARN',
      { type: 'IAMUser', arn: ALICE, accessKeyId: 'ASIA1' },
      ALICE,
    ],
    [
      'a user who signs in by its ARN without the path',
      { type: 'IAMUser', arn: ALICE.replace('user/', 'user/x/y/') },
      ALICE,
    ],
    ['a session by its key', { type: 'AssumedRole', arn: SESSION, accessKeyId: 'ASIA2' }, 'ASIA2'],
    ['nobody else', { type: 'Root' }, undefined],
  ])('knows %s', (_whom, caller, key) => {
    expect(childKeyOf(caller)).toBe(key);
  });
});

describe('childrenOf', () => {
  it('follows each child once, from its creation', () => {
    const [first, again] = [assumed(60, 'ASIA1'), assumed(90, 'ASIA1')];

    expect(childrenOf([again, first], ALICE)).toEqual([
      { key: 'ASIA1', identity: 'arn:aws:iam::111122223333:role/admin', second: first.second },
    ]);
  });

  it('keeps a key of its own under the identity', () => {
    const own = watchedAt('persistence.CreateAccessKey', 0, {
      responseElements: { accessKey: { accessKeyId: 'AKIA1' } },
    });

    expect(childrenOf([own], ALICE)).toEqual([
      { key: 'AKIA1', identity: ALICE, second: own.second },
    ]);
  });

  it('follows no role, which others use too, and nothing where a call creates nothing', () => {
    const role = watchedAt('persistence.CreateRole', 0, {
      responseElements: { role: { arn: 'arn:aws:iam::111122223333:role/admin' } },
    });

    expect(childrenOf([role, watchedAt('compute.RunInstances', 1)], ALICE)).toEqual([]);
  });

  it('follows the earliest ones of many', () => {
    const many = Array.from({ length: 20 }, (_, index) => created(index, `user-${index}`));

    const names = childrenOf([...many].reverse(), ALICE).map(({ key }) => key.split('/')[1]);

    expect(names).toEqual(Array.from({ length: names.length }, (_, index) => `user-${index}`));
    expect(names.length).toBeGreaterThanOrEqual(8);
    expect(names.length).toBeLessThan(20);
  });

  it('follows the same ones in whatever order calls of one second arrive', () => {
    const many = Array.from({ length: 20 }, (_, index) => created(0, `user-${index}`));

    expect(childrenOf([...many].reverse(), ALICE)).toEqual(childrenOf(many, ALICE));
  });
});
