import {
  dayOf,
  HISTORY_DAYS,
  isHistory,
  startOfDay,
  YOUNG_DAYS,
} from '../../../src/detection/baseline/day';

describe('dayOf', () => {
  it.each([
    [0, '1970-01-01T00:00:00Z'],
    [0, '1970-01-01T23:59:59Z'],
    [1, '1970-01-02T00:00:00Z'],
    [20_526, '2026-03-14T09:26:40Z'],
  ])('is %d for %s', (day, time) => {
    expect(dayOf(Date.parse(time) / 1000)).toBe(day);
  });
});

describe('startOfDay', () => {
  it.each([0, 1, 20_526])('is the first second of day %d', (day) => {
    expect(dayOf(startOfDay(day))).toBe(day);
    expect(dayOf(startOfDay(day) - 1)).toBe(day - 1);
  });
});

describe('isHistory', () => {
  const TODAY = 20_526;

  it.each([
    ['the day itself', 0, false],
    ['the day before', 1, true],
    ['the last of the days that count', 30, true],
    ['one before that', 31, false],
    ['the day after', -1, false],
  ])('of %s', (_case, daysAgo, expected) => {
    expect(isHistory(TODAY - daysAgo, TODAY)).toBe(expected);
  });

  it('goes back further than an account is young', () => {
    expect(HISTORY_DAYS).toBeGreaterThan(YOUNG_DAYS);
  });
});
