/** A span of hours of the day, in UTC. It may go past midnight. */
export interface HourSpan {
  readonly from: number;
  /** Exclusive; greater than `from`, and greater than 24 if the span goes past midnight. */
  readonly to: number;
}

/** @param text such as `01-05`, or `22-04`, which goes past midnight. */
export function parseHours(text: string): HourSpan {
  const [from = 0, to = 0] = text.split('-').map(Number);
  return { from, to: to > from ? to : to + 24 };
}

/** Whether the span contains all the time between two moments, in seconds since the epoch. */
export function isWithinHours({ from, to }: HourSpan, first: number, last: number): boolean {
  const day = 24 * 3600;
  const sinceBegin = (((first - from * 3600) % day) + day) % day;
  return sinceBegin + (last - first) < (to - from) * 3600;
}
