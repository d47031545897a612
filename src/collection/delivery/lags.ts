import { LAG_BOUNDS, type LagCounts } from '../../ports/deliveries';

/** The class of a lag. @param seconds negative where clocks differ. */
function lagClass(seconds: number): number {
  const index = LAG_BOUNDS.findIndex((bound) => seconds <= bound);
  return index === -1 ? LAG_BOUNDS.length - 1 : index;
}

export function addLags(a: LagCounts, b: LagCounts): LagCounts {
  return Array.from(
    { length: Math.max(a.length, b.length) },
    (_, index) => (a[index] ?? 0) + (b[index] ?? 0),
  );
}

/**
 * The bound below which a share of the lags is.
 *
 * @param share 0.5 for the median, 1 for the longest one.
 * @returns seconds; `undefined` without lags.
 */
export function lagWithin(counts: LagCounts, share: number): number | undefined {
  const total = counts.reduce((sum, count) => sum + (count ?? 0), 0);
  let sum = 0;
  for (let index = 0; index < counts.length; index += 1) {
    sum += counts[index] ?? 0;
    if (sum > 0 && sum >= total * share) {
      return LAG_BOUNDS[index];
    }
  }
  return undefined;
}

/** The counts of one lag. */
export function lagOf(seconds: number): LagCounts {
  const index = lagClass(seconds);
  return Array.from({ length: index + 1 }, (_, one) => Number(one === index));
}
