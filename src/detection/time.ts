/**
 * Event time as whole seconds since the epoch. The one file of the core that uses `Date`:
 * to convert, never to read the clock.
 */

const EVENT_TIME =
  /^(\d{4})-(0[1-9]|1[0-2])-(\d\d)[Tt ]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:[.,]\d{1,9})?(?:[Zz]| UTC|([+-])([01]\d|2[0-3]):?([0-5]\d))?$/;

/** Later times are refused, so that every window ends in a year of four digits. */
const TIME_LIMIT = Date.UTC(9999, 0) / 1000;

/**
 * Reads an `eventTime`. CloudTrail writes `2026-01-31T23:59:59Z`. Exports write a space or a small letter for the `T`,
 * fractions, offsets, ` UTC` (Athena), or no zone at all, which then is UTC. A fraction is dropped: CloudTrail has none.
 *
 * @returns whole seconds since the epoch, or `undefined` for any other text.
 */
export function parseEventTime(text: string): number | undefined {
  const match = EVENT_TIME.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, year, month, day, hour, minute, second, sign, hours = '0', minutes = '0'] = match;
  const local = new Date(0);
  local.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  // A day that the month does not have is one of the next month.
  if (local.getUTCDate() !== Number(day)) {
    return undefined;
  }
  const offset = (Number(hours) * 60 + Number(minutes)) * 60;
  const ofDay = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  const result = local.getTime() / 1000 + ofDay - (sign === '-' ? -offset : offset);
  return result >= 0 && result < TIME_LIMIT ? result : undefined;
}

/** @param second whole seconds since the epoch. @returns for example `2026-01-31T23:59:59Z`. */
export function formatSecond(second: number): string {
  return `${new Date(second * 1000).toISOString().slice(0, 19)}Z`;
}

/** @param milliseconds since the epoch. @returns for example `2026-01-31T23:59:59.123Z`. */
export function formatMilliseconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** A span of seconds, for example `33 s`, `15 min` or `3 h`. */
export function spanInWords(seconds: number): string {
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** @param second whole seconds since the epoch. @returns for example `20260131T235959Z`. */
export function compactSecond(second: number): string {
  return formatSecond(second).replace(/[-:]/g, '');
}
