/** List price of Athena in us-east-1, in dollars per TB. @see https://aws.amazon.com/athena/pricing/ */
const DOLLARS_PER_TB = 5;
/** Athena charges at least this much for a query. */
const LEAST_BYTES = 10_000_000;

const UNITS = ['KB', 'MB', 'GB', 'TB', 'PB'] as const;

/** For example `3.2 GB`. */
export function bytesText(bytes: number): string {
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.95 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toFixed(1)} ${UNITS[unit]}`;
}

/** For example `about $0.02 at $5 per TB (us-east-1 list price)`. */
export function priceText(bytes: number): string {
  const dollars = (Math.max(bytes, LEAST_BYTES) / 1e12) * DOLLARS_PER_TB;
  const price = dollars < 0.01 ? 'less than $0.01' : `about $${dollars.toFixed(2)}`;
  return `${price} at $${DOLLARS_PER_TB} per TB (us-east-1 list price)`;
}
