import { changesOf } from '../../src/notification/changes';
import { cappedRoleSweep, findingOf, longTermKeySweep } from '../support/findings';
import { escalated, opened } from '../support/notifications';

const texts = (...args: Parameters<typeof changesOf>): Record<string, string> =>
  Object.fromEntries(changesOf(...args).map(({ label, text }) => [label, text]));

describe('changesOf', () => {
  it('is empty for the first notification', () => {
    expect(changesOf(opened(longTermKeySweep()))).toEqual([]);
  });

  it('says from where to where the severity rose, and by which new reasons', () => {
    const finding = longTermKeySweep();

    expect(changesOf(escalated(finding))).toEqual([
      { label: 'Severity', text: 'from informational to high, score now 67 of 100' },
      { label: 'New', text: `+20: ${finding.reasons[0]?.sentence}` },
    ]);
  });

  it('names no reason as new when it is not known what people were told', () => {
    expect(
      changesOf({ kind: 'escalated', from: 'low', finding: longTermKeySweep() }).map(
        ({ label }) => label,
      ),
    ).toEqual(['Severity']);
  });

  it('counts no reason among the new ones that makes it less severe', () => {
    const [first, ...others] = longTermKeySweep().reasons;
    if (first === undefined) {
      throw new Error('The sample has no reasons.');
    }
    const finding = { ...longTermKeySweep(), reasons: [{ ...first, points: -20 }, ...others] };

    expect(changesOf(escalated(finding)).map(({ label }) => label)).toEqual(['Severity']);
  });

  it('sums a sweep up beside what was sent', () => {
    const sent = { callCount: 17, regionCount: 12 };

    expect(texts({ kind: 'closed', sent, repeats: 1, finding: longTermKeySweep() })).toEqual({
      Calls: '17 calls, as sent before',
      Regions: '17 regions; 12 when sent before',
      Duration: 'within 33 s',
      Denied: '6 of 17 calls (35 %)',
      Accounts: '1',
      Repeats: '1 more sweep by the same principal and rule, counted here and not sent',
    });
  });

  it.each([
    [0, 'none'],
    [2, '2 more sweeps by the same principal and rule, counted here and not sent'],
  ])('counts %d repeats', (repeats, expected) => {
    const sent = { callCount: 17, regionCount: 17 };

    expect(texts({ kind: 'closed', sent, repeats, finding: findingOf() })).toMatchObject({
      Repeats: expected,
      Denied: 'none',
    });
  });

  it('marks lower bounds', () => {
    const sent = { callCount: 10, regionCount: 10 };

    expect(texts({ kind: 'closed', sent, repeats: 0, finding: cappedRoleSweep() })).toMatchObject({
      Calls: 'at least 51 calls; 10 when sent before',
    });
  });
});
