import { LAG_BOUNDS, type LagCounts } from '../../ports/deliveries';

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
  const total = counts.reduce((sum, count) => sum + count, 0);
  let within = 0;
  for (const [index, count] of counts.entries()) {
    within += count;
    if (within > 0 && within >= total * share) {
      return LAG_BOUNDS[index];
    }
  }
  return undefined;
}

/** The counts of one lag. @param seconds negative where clocks differ. */
export function lagOf(seconds: number): LagCounts {
  const found = LAG_BOUNDS.findIndex((bound) => seconds <= bound);
  const index = found === -1 ? LAG_BOUNDS.length - 1 : found;
  return Array.from({ length: index + 1 }, (_, one) => Number(one === index));
}
