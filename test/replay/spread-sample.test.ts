import { SpreadSample } from '../../src/replay/spread-sample';

function sampleOf(count: number, most: number): readonly number[] {
  const sample = new SpreadSample<number>(most);
  for (let item = 0; item < count; item += 1) {
    sample.add(item);
  }
  return sample.items;
}

describe('SpreadSample', () => {
  it.each([
    [0, []],
    [3, [0, 1, 2]],
    [4, [0, 1, 2, 3]],
    [5, [0, 2, 4]],
    [6, [0, 2, 4]],
    [7, [0, 2, 4, 6]],
    [9, [0, 4, 8]],
    [100, [0, 32, 64, 96]],
  ])('keeps, of %d items and at most four, those at even distances', (count, kept) => {
    expect(sampleOf(count, 4)).toEqual(kept);
  });

  it.each([1, 2, 5, 80])('keeps at least half of %d items, and no more', (most) => {
    for (let count = most; count < most * 20; count += 1) {
      const kept = sampleOf(count, most).length;

      expect(kept).toBeLessThanOrEqual(most);
      expect(kept * 2).toBeGreaterThanOrEqual(most);
    }
  });
});
