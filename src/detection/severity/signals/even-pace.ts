import type { Signal } from '../signal';

/** Fewer gaps between regions do not show a pace. */
const MIN_GAPS = 9;
/** A person needs longer for a page; in seconds. */
const MAX_MEAN_GAP = 4;
/** How much longer than the mean a gap may be, in seconds. Times are whole seconds, so 1 s means nothing. */
const TOLERANCE = 2;

export const evenPace = {
  id: 'even-pace',
  points: 5,
  observe({ calls }) {
    const firsts = new Map<string, number>();
    for (const { region, second } of calls) {
      firsts.set(region, firsts.get(region) ?? second);
    }
    const seconds = [...firsts.values()];
    const gaps = seconds.slice(1).map((second, index) => second - (seconds[index] as number));
    const span = gaps.reduce((sum, gap) => sum + gap, 0);
    const mean = span / Math.max(1, gaps.length);
    // All at once is no loop: a page of the console asks all regions at the same time.
    const isLoop =
      gaps.length >= MIN_GAPS &&
      mean >= 1 / 2 &&
      mean <= MAX_MEAN_GAP &&
      gaps.every((gap) => gap <= mean + TOLERANCE);
    return isLoop
      ? {
          sentence: `The caller went through ${seconds.length} regions one after another within ${span + 1} s, at the even pace of a loop.`,
          values: { regions: seconds.length, seconds: span + 1 },
        }
      : undefined;
  },
} as const satisfies Signal;
