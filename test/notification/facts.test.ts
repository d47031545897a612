import {
  accountIdOf,
  countOf,
  firstOf,
  formatDuration,
  onlyAccessKeyOf,
  roleArnOf,
  spanSeconds,
} from '../../src/notification/facts';
import { cappedRoleSweep, findingOf, IAM_USER, roleSession } from '../support/findings';

describe('formatDuration', () => {
  it.each([
    [1, '1 s'],
    [119, '119 s'],
    [120, '2 min'],
    [121, '3 min'],
    [7_140, '119 min'],
    [7_141, '2 h'],
    [255_600, '71 h'],
    [255_601, '3 d'],
  ])('writes %d seconds as %s', (seconds, expected) => {
    expect(formatDuration(seconds)).toBe(expected);
  });
});

describe('spanSeconds', () => {
  it('counts the second of the last call', () => {
    expect(spanSeconds(findingOf({ secondsBetweenCalls: 1 }).evidence)).toBe(17);
  });

  it('is never below one second', () => {
    const { evidence } = findingOf();

    expect(spanSeconds({ ...evidence, lastCall: '1999-01-01T00:00:00Z' })).toBe(1);
  });
});

describe('countOf', () => {
  it('marks a lower bound, and knows the singular', () => {
    const { evidence } = findingOf();

    expect(countOf(1, 'call', evidence)).toBe('1 call');
    expect(countOf(2, 'call', { ...evidence, atLeast: true })).toBe('at least 2 calls');
  });
});

describe('accountIdOf', () => {
  it('does not guess when there are several accounts', () => {
    const finding = findingOf({
      userIdentity: { type: 'AWSService', invokedBy: 'x.amazonaws.com', principalId: 'x' },
      fields: (index) => ({ recipientAccountId: `11112222333${index % 2}` }),
    });

    expect(accountIdOf(finding)).toBeUndefined();
  });
});

describe('onlyAccessKeyOf', () => {
  it('is the key of all calls', () => {
    expect(onlyAccessKeyOf(findingOf())).toBe('AKIAIOSFODNN7EXAMPLE');
  });

  it.each([
    [
      'there are several',
      findingOf({
        userIdentity: (index) => ({
          ...IAM_USER,
          accessKeyId: `AKIAIOSFODNN000000${10 + (index % 2)}`,
        }),
      }),
    ],
    ['there may be others', findingOf({ isSaturated: true })],
    ['it is malformed', findingOf({ userIdentity: { ...IAM_USER, accessKeyId: 'akia$(id)' } })],
    ['there is none', findingOf({ userIdentity: { type: 'IAMUser', arn: 'x' } })],
  ])('is none when %s', (_, finding) => {
    expect(onlyAccessKeyOf(finding)).toBeUndefined();
  });
});

describe('roleArnOf', () => {
  it('takes the key of a role when the calls do not agree on more', () => {
    expect(
      roleArnOf({ kind: 'role', key: 'role:arn:aws:iam::1:role/x', type: 'AssumedRole' }),
    ).toBe('arn:aws:iam::1:role/x');
    expect(roleArnOf(findingOf({ userIdentity: roleSession('s') }).principal)).toBe(
      'arn:aws:iam::111122223333:role/Admin',
    );
    expect(roleArnOf(findingOf().principal)).toBeUndefined();
  });
});

describe('firstOf', () => {
  it('counts what it leaves out', () => {
    const { evidence } = findingOf();

    expect(firstOf(evidence, 'regions', 3)).toEqual({
      values: ['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3'],
      more: 'and 14 more',
    });
    expect(firstOf(evidence, 'regions', 17).more).toBeUndefined();
  });

  it('warns that there may be others when the list is capped', () => {
    const { evidence } = cappedRoleSweep();

    expect(firstOf(evidence, 'regions', 3).more).toBe('and 14 or more others');
    expect(firstOf(evidence, 'regions', 17).more).toBe('and maybe others');
  });
});
