/** How regularly something happens. */
export interface Regularity {
  /** Distinct days, in UTC. */
  readonly days: number;
  /** Share of the days of the history, 0 to 1. */
  readonly shareOfDays: number;
  /** The shortest span of hours of the day, in UTC, that covers all of it. It may go past midnight. */
  readonly hours: { readonly from: number; readonly count: number };
  /**
   * Seconds from one time to the next: the median, and the median deviation from it. Absent where there are fewer than
   * {@link MIN_INTERVALS}.
   */
  readonly interval?: { readonly median: number; readonly deviation: number };
  /** Whether it looks scheduled: on most days, and at even intervals or within few hours. */
  readonly isRegular: boolean;
}

const DAY = 24 * 3600;

/** Fewer times are not a habit. */
const MIN_TIMES = 3;
/** A single interval is always even. */
const MIN_INTERVALS = 2;
/** Working days are five of seven. */
const MIN_SHARE_OF_DAYS = 0.6;
/** Hours within which something scheduled stays, where its intervals are not even. */
const MAX_HOURS = 3;
/** Largest deviation, as a share of the interval. */
const MAX_DEVIATION = 0.1;

/**
 * @param series seconds since the epoch: one list for each independent actor, such as a role in each account. At least
 * one time in total.
 * @param spans first and last second of each time, for the hours.
 * @param daysOfHistory at least one.
 */
export function regularityOf(
  series: readonly (readonly number[])[],
  spans: readonly (readonly [first: number, last: number])[],
  daysOfHistory: number,
): Regularity {
  const times = series.flat();
  const days = new Set(times.map((time) => Math.floor(time / DAY))).size;
  const shareOfDays = Math.min(1, days / daysOfHistory);
  const hours = hoursOf(spans);
  const gaps = series.flatMap((own) => {
    const sorted = [...own].sort(ascending);
    return sorted.slice(1).map((time, index) => time - (sorted[index] as number));
  });
  const interval = gaps.length < MIN_INTERVALS ? undefined : spreadOf(gaps);
  const isEven = interval !== undefined && interval.deviation <= interval.median * MAX_DEVIATION;
  return {
    days,
    shareOfDays,
    hours,
    ...(interval && { interval }),
    isRegular:
      days >= MIN_TIMES &&
      times.length >= MIN_TIMES &&
      shareOfDays >= MIN_SHARE_OF_DAYS &&
      (isEven || hours.count <= MAX_HOURS),
  };
}

/** For example `05-06` or `22-02`, as in an allow-list; `undefined` for the whole day. */
export function hoursText({ from, count }: Regularity['hours']): string | undefined {
  const to = (from + count) % 24 || 24;
  return count >= 24 ? undefined : `${twoDigits(from)}-${twoDigits(to)}`;
}

function twoDigits(hour: number): string {
  return String(hour).padStart(2, '0');
}

/** The hours of the day without the longest unused stretch. */
function hoursOf(spans: readonly (readonly [number, number])[]): Regularity['hours'] {
  const isUsed = Array<boolean>(24).fill(false);
  for (const [first, last] of spans) {
    const begin = Math.floor(first / 3600);
    const end = Math.min(Math.floor(last / 3600), begin + 23);
    for (let hour = begin; hour <= end; hour += 1) {
      isUsed[hour % 24] = true;
    }
  }
  let best = { from: 0, count: 24 };
  for (let from = 0; from < 24; from += 1) {
    if (!isUsed[from]) {
      continue;
    }
    let last = from;
    for (let offset = 0; offset < 24; offset += 1) {
      last = isUsed[(from + offset) % 24] ? from + offset : last;
    }
    const count = last - from + 1;
    best = count < best.count ? { from, count } : best;
  }
  return best;
}

function spreadOf(values: readonly number[]): NonNullable<Regularity['interval']> {
  const median = medianOf(values);
  return { median, deviation: medianOf(values.map((value) => Math.abs(value - median))) };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort(ascending);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function ascending(a: number, b: number): number {
  return a - b;
}
