import { changesOf } from '../../src/notification/changes';
import { cappedRoleSweep, findingOf, longTermKeySweep } from '../support/findings';
import { escalated, opened } from '../support/notifications';

const texts = (...args: Parameters<typeof changesOf>): Record<string, string> =>
  Object.fromEntries(changesOf(...args).map(({ label, text }) => [label, text]));

describe('changesOf', () => {
  it('is empty for the first notification', () => {
    expect(changesOf(opened(longTermKeySweep()))).toEqual([]);
  });

  it('gives the severity before and after the rise', () => {
    expect(changesOf(escalated(longTermKeySweep()))).toEqual([
      { label: 'Severity', text: 'from informational to high (score 67 of 100)' },
    ]);
  });

  it('compares the totals of a sweep with the last alert', () => {
    const sent = { callCount: 17, regionCount: 12 };

    expect(texts({ kind: 'closed', sent, repeats: 1, finding: longTermKeySweep() })).toEqual({
      Calls: '17 calls (unchanged)',
      Regions: '17 regions (12 in the last alert)',
      Duration: 'within 33 s',
      Denied: '6 of 17 calls (35 %)',
      Accounts: '1',
      Repeats: '1 more sweep of the same principal and rule, counted here without an alert',
    });
  });

  it.each([
    [0, 'none'],
    [2, '2 more sweeps of the same principal and rule, counted here without an alert'],
  ])('counts %d repeats', (repeats, expected) => {
    const sent = { callCount: 17, regionCount: 17 };

    expect(texts({ kind: 'closed', sent, repeats, finding: findingOf() })).toMatchObject({
      Repeats: expected,
      Denied: 'none',
    });
  });

  it('counts the denied calls of the evidence, whatever the reasons', () => {
    const finding = { ...longTermKeySweep(), reasons: [] };
    const sent = { callCount: 10, regionCount: 10 };

    expect(texts({ kind: 'closed', sent, repeats: 0, finding })).toMatchObject({
      Denied: '6 of 17 calls (35 %)',
    });
  });

  it('marks lower bounds', () => {
    const sent = { callCount: 10, regionCount: 10 };

    expect(texts({ kind: 'closed', sent, repeats: 0, finding: cappedRoleSweep() })).toMatchObject({
      Calls: 'at least 51 calls (10 in the last alert)',
    });
  });
});
