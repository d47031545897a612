import { silentPlaces, withHour } from '../../../src/collection/delivery/silent-places';
import type { AccountHours } from '../../../src/ports/deliveries';

const ACCOUNT = '111122223333';
const FIRST = 1_773_478_800;

/** @param pattern an hour each, from the oldest: `x` where a file came. */
function heardAs(pattern: string): AccountHours {
  return [...pattern].reduce<AccountHours | undefined>(
    (known, hour, index) =>
      withHour(ACCOUNT, known, FIRST + index * 3600, hour === 'x' ? ['us-east-1'] : []),
    undefined,
  ) as AccountHours;
}

describe('a place', () => {
  it.each<[string, string, boolean]>([
    ['is heard from every hour', 'x'.repeat(30), false],
    ['has been quiet for two hours', `${'x'.repeat(30)}--`, false],
    ['has been quiet for three hours, and never was', `${'x'.repeat(30)}---`, true],
    ['has been quiet for as long as often', 'x----'.repeat(10), false],
    ['has been quiet for twice as long as ever', `${'x----'.repeat(10)}------`, true],
    ['has been quiet for less than twice as long as ever', `${'x----'.repeat(10)}----`, false],
    ['is heard from by day, at night', `${'xxxxxxxx----------------'.repeat(5)}`, false],
    [
      'is heard from by day, on the second day without',
      `${'xxxxxxxx----------------'.repeat(5)}${'-'.repeat(20)}`,
      true,
    ],
    ['is too new to say', `${'x'.repeat(23)}----`, false],
    ['was heard from once', `x${'-'.repeat(100)}`, false],
    ['has been quiet for a week', `${'x'.repeat(200)}${'-'.repeat(168)}`, false],
    ['has been quiet for most of a week', `${'x'.repeat(200)}${'-'.repeat(140)}`, true],
    ['is heard from again', `${'x'.repeat(30)}-----x`, false],
  ])('that %s', (_what, pattern, isSilent) => {
    const places = isSilent ? [{ account: ACCOUNT, region: 'us-east-1' }] : [];

    expect(silentPlaces(heardAs(pattern))).toEqual(places);
  });

  it('is forgotten after a week', () => {
    expect(heardAs(`x${'-'.repeat(167)}`).heard.size).toBe(1);
    expect(heardAs(`x${'-'.repeat(168)}`).heard.size).toBe(0);
  });
});

describe('the hours of an account', () => {
  it('stay as they are where an hour is added again', () => {
    const known = heardAs('xxx');

    expect(withHour(ACCOUNT, known, known.until, ['us-east-1'])).toEqual(known);
  });

  it.each<[string, string, number, string]>([
    ['an earlier hour', 'x--x', 1, 'xx-x'],
    ['more than a week ago', `${'-'.repeat(168)}x`, 0, `${'-'.repeat(168)}x`],
  ])('take files that came late: of %s', (_what, pattern, index, expected) => {
    const known = heardAs(pattern);

    expect(withHour(ACCOUNT, known, FIRST + index * 3600, ['us-east-1'])).toEqual(
      heardAs(expected),
    );
  });

  it('count hours that were left out as quiet', () => {
    const later = withHour(ACCOUNT, heardAs('x'), FIRST + 4 * 3600, ['eu-west-1']);

    expect([...later.heard]).toEqual([
      ['us-east-1', 0b10000n],
      ['eu-west-1', 1n],
    ]);
  });
});
