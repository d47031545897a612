import { areSameTotals, type Totals, totalsOf } from '../../src/detection/totals';
import { findingOf } from '../support/findings';

describe('totalsOf', () => {
  it('counts regions, calls, seconds, refusals and accounts of a finding', () => {
    const finding = findingOf({
      secondsBetweenCalls: 2,
      regions: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'j', 'j'],
      fields: (index) => ({
        recipientAccountId: index === 3 ? '444455556666' : '111122223333',
        ...(index < 3 && { errorCode: 'Client.UnauthorizedOperation' }),
      }),
    });

    expect(totalsOf(finding)).toEqual({
      regions: 10,
      calls: 12,
      seconds: 22,
      denied: 3,
      accounts: 2,
    });
  });
});

describe('areSameTotals', () => {
  const totals: Totals = { regions: 10, calls: 12, seconds: 22, denied: 3, accounts: 2 };

  it('of equal figures', () => {
    expect(areSameTotals(totals, { ...totals })).toBe(true);
  });

  it.each(Object.keys(totals) as (keyof Totals)[])('not of figures that differ in %s', (name) => {
    expect(areSameTotals(totals, { ...totals, [name]: totals[name] + 1 })).toBe(false);
  });
});
