import { firstOfRegions, lessonsOf } from '../../../src/detection/baseline/lesson';
import type { Bucket } from '../../../src/detection/bucket';
import { ALICE_ARN, callOf, uuid } from '../../support/calls';

const DAY = 86_400;

function bucketOf(...calls: readonly ReturnType<typeof callOf>[]): Bucket {
  return { index: 0, calls, deliveries: calls.length, isSaturated: false, isFull: false };
}

describe('firstOfRegions', () => {
  const first = callOf({ eventId: uuid(1), region: 'a' });
  const second = callOf({ eventId: uuid(2), region: 'a' });
  const elsewhere = callOf({ eventId: uuid(3), region: 'b' });

  it.each([
    ['a call alone in its bucket', [first], bucketOf(first), [first]],
    ['a call delivered again', [first], bucketOf(first, elsewhere), [first]],
    ['no call in a region that another has', [second], bucketOf(first, second), []],
    ['calls that came together', [first, second], bucketOf(first, second), [first, second]],
    ['a call in a region of its own', [elsewhere], bucketOf(first, elsewhere), [elsewhere]],
    ['no call that was turned away', [elsewhere], bucketOf(first), []],
  ])('are %s', (_case, calls, bucket, expected) => {
    expect(firstOfRegions(calls, bucket)).toEqual(expected);
  });
});

describe('lessonsOf', () => {
  it('makes one lesson for each subject and day', () => {
    const [caller] = [callOf({ eventId: uuid(0) }).caller];
    const calls = [
      callOf({ eventId: uuid(1), second: DAY - 1, region: 'a' }),
      callOf({ eventId: uuid(2), second: DAY, region: 'a' }),
      callOf({ eventId: uuid(3), second: DAY, region: 'b' }),
      callOf({
        eventId: uuid(4),
        second: DAY,
        region: 'b',
        caller: { ...caller, sourceIp: '::1' },
      }),
      callOf({
        eventId: uuid(5),
        second: DAY,
        region: 'a',
        caller: { type: 'AWSService', accountId: '1', sourceIp: 'ec2.amazonaws.com' },
      }),
    ];
    const alice = { account: '111122223333', key: ALICE_ARN };

    expect(lessonsOf(calls)).toEqual([
      { subject: alice, day: 0, regions: ['a'], addresses: ['198.51.100.7'] },
      { subject: alice, day: 1, regions: ['a', 'b'], addresses: ['198.51.100.7', '0:0:0:0::/64'] },
      {
        subject: { account: '1', key: `arn:${ALICE_ARN}` },
        day: 1,
        regions: ['a'],
        addresses: [],
      },
    ]);
  });

  it('learns the regions of a caller without a source IP', () => {
    const caller = { type: 'AWSAccount', accountId: '1' };
    const calls = [callOf({ eventId: uuid(1), region: 'a', caller })];

    expect(lessonsOf(calls)).toMatchObject([{ regions: ['a'], addresses: [] }]);
  });

  it('makes none of nothing', () => {
    expect(lessonsOf([])).toEqual([]);
  });
});
