import { startOfDay } from '../../../src/detection/baseline/day';
import {
  compareWithHistory,
  type History,
  MAX_SUBJECTS,
  type SubjectCalls,
  subjectsOf,
} from '../../../src/detection/baseline/history';
import { ALICE_ARN, callOf, uuid } from '../../support/calls';

const TODAY = 20_500;
const START = startOfDay(TODAY) + 3600;

function activity(regions: string[], addresses: string[] = []): SubjectCalls {
  return {
    subject: { account: '1', key: 'k' },
    calls: regions.length,
    regions: new Set(regions),
    addresses: new Set(addresses),
  };
}

interface Known {
  readonly since?: number | undefined;
  readonly regions?: string[];
  readonly addresses?: string[];
  readonly ofAccount?: string[] | undefined;
}

function history(known: Known = {}): History {
  const { since = TODAY - 40, regions, addresses = [] } = known;
  const ofAccount = 'ofAccount' in known ? known.ofAccount : (regions ?? []);
  return {
    since: 'since' in known ? known.since : since,
    subject: {
      isKnown: regions !== undefined,
      regions: new Set(regions),
      addresses: new Set(addresses),
    },
    account: ofAccount === undefined ? undefined : { regions: new Set(ofAccount) },
  };
}

describe('compareWithHistory', () => {
  it.each([
    { since: undefined, expected: { state: 'young', days: 0 } },
    { since: TODAY + 1, expected: { state: 'young', days: 0 } },
    { since: TODAY, expected: { state: 'young', days: 0 } },
    { since: TODAY - 6, expected: { state: 'young', days: 6 } },
    { since: TODAY - 7, expected: { state: 'known', days: 7 } },
    { since: TODAY - 30, expected: { state: 'known', days: 30 } },
    { since: TODAY - 300, expected: { state: 'known', days: 30 } },
  ])('says $expected of an account known since day $since', ({ since, expected }) => {
    expect(
      compareWithHistory([{ activity: activity(['a']), history: history({ since }) }], START),
    ).toMatchObject(expected);
  });

  it('counts what is new to a principal, and to its account', () => {
    const seen = [
      {
        activity: activity(['a', 'b', 'c', 'd'], ['x', 'y']),
        history: history({ regions: ['a'], addresses: ['x'], ofAccount: ['a', 'b'] }),
      },
    ];

    expect(compareWithHistory(seen, START)).toEqual({
      state: 'known',
      days: 30,
      principals: 1,
      newPrincipals: 0,
      regions: 4,
      newRegions: 3,
      addresses: 2,
      newAddresses: 1,
      account: { regions: 4, newRegions: 2 },
    });
  });

  it('says of a new principal that it is new, not that everything else is', () => {
    const seen = [{ activity: activity(['a'], ['x']), history: history({ ofAccount: ['a'] }) }];

    expect(compareWithHistory(seen, START)).toEqual({
      state: 'known',
      days: 30,
      principals: 1,
      newPrincipals: 1,
      regions: 0,
      newRegions: 0,
      addresses: 0,
      newAddresses: 0,
      account: { regions: 1, newRegions: 0 },
    });
  });

  it('says nothing of an account that is too large to read', () => {
    const seen = [
      { activity: activity(['a']), history: history({ regions: [], ofAccount: undefined }) },
    ];

    expect(compareWithHistory(seen, START)).not.toHaveProperty('account');
  });

  it('says nothing of the accounts of several principals where one is too large to read', () => {
    const seen = [
      { activity: activity(['a']), history: history({ regions: ['a'] }) },
      { activity: activity(['b']), history: history({ regions: ['b'], ofAccount: undefined }) },
    ];

    expect(compareWithHistory(seen, START)).not.toHaveProperty('account');
  });

  it('takes several subjects together, each by its own history, as young as the youngest account', () => {
    const seen = [
      {
        activity: activity(['a', 'b']),
        history: history({ regions: ['a'], ofAccount: ['a', 'b'] }),
      },
      {
        activity: activity(['b', 'c']),
        history: history({ regions: ['b', 'c'], ofAccount: ['b', 'c'] }),
      },
      { activity: activity(['z']), history: history({ since: TODAY - 9, ofAccount: ['z'] }) },
    ];

    expect(compareWithHistory(seen, START)).toEqual({
      state: 'known',
      days: 9,
      principals: 3,
      newPrincipals: 1,
      regions: 3,
      newRegions: 1,
      addresses: 0,
      newAddresses: 0,
      account: { regions: 4, newRegions: 0 },
    });
  });
});

describe('subjectsOf', () => {
  const { principal, caller } = callOf({ eventId: uuid(0) });

  it('gathers the activity of each caller, and ignores calls whose caller was not kept', () => {
    const calls = [
      callOf({ eventId: uuid(1), region: 'a' }),
      callOf({ eventId: uuid(2), region: 'b', caller: { ...caller, sourceIp: 'AWS Internal' } }),
      { eventId: uuid(3), second: 0, region: 'c' },
    ];

    expect(subjectsOf(principal, calls)).toEqual([
      {
        subject: { account: '111122223333', key: ALICE_ARN },
        calls: 2,
        regions: new Set(['a', 'b']),
        addresses: new Set(['198.51.100.7']),
      },
    ]);
  });

  it('takes those with the most calls where there are many', () => {
    const calls = Array.from({ length: 20 }, (_, index) =>
      callOf({
        eventId: uuid(index),
        caller: { type: 'IAMUser', arn: `arn:user-${index < 10 ? index : 7}`, accountId: '1' },
      }),
    );

    const keys = subjectsOf(principal, calls).map(({ subject }) => subject.key);

    expect(keys).toEqual(['arn:user-7', 'arn:user-0', 'arn:user-1']);
    expect(keys).toHaveLength(MAX_SUBJECTS);
  });
});
