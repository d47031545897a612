import { sha256Digest } from '../../../src/adapters/sha256-digest';
import {
  actorsAmong,
  addActors,
  MAX_ACTORS,
  sharesToken,
} from '../../../src/detection/incident/actors';
import type { Caller } from '../../../src/detection/model';
import { ALICE_ARN } from '../../support/calls';

const SESSION = 'arn:aws:sts::111122223333:assumed-role/Fleet/i-';

const callers = (...fields: readonly Omit<Caller, 'type'>[]): Caller[] =>
  fields.map((own) => ({ type: 'AssumedRole', ...own }));

describe('actorsAmong', () => {
  it.each<[string, Omit<Caller, 'type'>[], number]>([
    ['no caller', [], 0],
    ['calls of one session', [{ arn: `${SESSION}1` }, { arn: `${SESSION}1` }], 1],
    ['two sessions', [{ arn: `${SESSION}1` }, { arn: `${SESSION}2` }], 2],
    [
      'two sessions behind one source IP',
      [
        { arn: `${SESSION}1`, sourceIp: '198.51.100.7' },
        { arn: `${SESSION}2`, sourceIp: '198.51.100.7' },
      ],
      1,
    ],
    [
      'one access key from two source IPs',
      [
        { accessKeyId: 'AKIA1', sourceIp: '198.51.100.7' },
        { accessKeyId: 'AKIA1', sourceIp: '203.0.113.7' },
      ],
      1,
    ],
    [
      'two access keys of one user',
      [
        { arn: ALICE_ARN, accessKeyId: 'AKIA1' },
        { arn: ALICE_ARN, accessKeyId: 'AKIA2' },
      ],
      2,
    ],
    [
      'two actors and a caller that shows that they are one',
      [
        { accessKeyId: 'AKIA1' },
        { sourceIp: '198.51.100.7' },
        { accessKeyId: 'AKIA1', sourceIp: '198.51.100.7' },
      ],
      1,
    ],
  ])('of %s', (_, fields, count) => {
    expect(actorsAmong(callers(...fields), sha256Digest)).toHaveLength(count);
  });

  it('keeps a bounded number of short tokens of each', () => {
    const [actor = []] = actorsAmong(
      callers(
        ...Array.from({ length: 40 }, (_, index) => ({
          accessKeyId: 'AKIA1',
          sourceIp: `198.51.100.${index}`,
        })),
      ),
      sha256Digest,
    );

    expect(actor).toHaveLength(12);
    expect(actor.every((token) => /^[0-9a-f]{6}$/.test(token))).toBe(true);
  });
});

describe('addActors', () => {
  it('counts those that share nothing with the known ones', () => {
    expect(addActors([['a']], [['b'], ['a', 'c']])).toEqual({
      actors: [['b'], ['a', 'c']],
      added: 1,
    });
  });

  it('counts actors apart that share something with one another alone', () => {
    expect(addActors([], [['a'], ['b']])).toEqual({ actors: [['a'], ['b']], added: 2 });
  });

  it('no longer tells further actors apart when it has many', () => {
    const known = Array.from({ length: MAX_ACTORS }, (_, index) => [`known-${index}`]);

    const { actors, added } = addActors(known, [['new'], ['known-0', 'more']]);

    expect(added).toBe(0);
    expect(actors).toHaveLength(MAX_ACTORS);
    expect(actors).toContainEqual(['known-0', 'more']);
  });
});

describe('sharesToken', () => {
  it.each([
    [['a', 'b'], ['b'], true],
    [['a'], ['b'], false],
    [[], [], false],
  ])('of %j and %j is %j', (a, b, expected) => {
    expect(sharesToken(a, b)).toBe(expected);
  });
});
