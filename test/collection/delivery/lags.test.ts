import { addLags, lagOf, lagWithin } from '../../../src/collection/delivery/lags';
import type { LagCounts } from '../../../src/ports/deliveries';

function lagsOf(...seconds: number[]): LagCounts {
  return seconds.map(lagOf).reduce(addLags, []);
}

describe('lags', () => {
  it.each<[string, number[], number, number | undefined]>([
    ['the median of one', [16], 0.5, 30],
    ['the median of three', [1, 100, 10_000], 0.5, 120],
    ['the lower median of four', [1, 16, 100, 10_000], 0.5, 30],
    ['the longest', [1, 100, 10_000], 1, 14_400],
    ['one beyond all bounds', [2_000_000], 1, 1_209_600],
    ['one at a bound', [60], 1, 60],
    ['one before its call, by another clock', [-5], 1, 15],
    ['none', [], 0.5, undefined],
  ])('tell the bound of %s', (_what, seconds, share, expected) => {
    expect(lagWithin(lagsOf(...seconds), share)).toBe(expected);
  });
});
