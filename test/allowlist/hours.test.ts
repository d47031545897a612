import { isWithinHours, parseHours } from '../../src/allowlist/hours';

const at = (time: string): number => Date.parse(`2026-03-${time}Z`) / 1000;

describe('isWithinHours', () => {
  it.each([
    ['01-05', '14T01:00:00', '14T04:59:59', true],
    ['01-05', '14T00:59:59', '14T01:00:10', false],
    ['01-05', '14T04:59:59', '14T05:00:00', false],
    ['01-05', '14T12:00:00', '14T12:00:00', false],
    // Both ends are within, but not what is between.
    ['01-05', '14T04:00:00', '15T02:00:00', false],
    ['22-04', '14T22:00:00', '15T03:59:59', true],
    ['22-04', '14T03:00:00', '14T03:59:59', true],
    ['22-04', '14T03:00:00', '14T04:00:00', false],
    ['22-04', '14T21:59:59', '14T22:00:00', false],
    ['18-24', '14T23:59:59', '14T23:59:59', true],
    ['18-24', '14T23:59:59', '15T00:00:00', false],
  ])('%s, from %s to %s is %p', (hours, first, last, isWithin) => {
    expect(isWithinHours(parseHours(hours), at(first), at(last))).toBe(isWithin);
  });
});
