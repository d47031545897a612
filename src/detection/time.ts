/**
 * Event time as whole seconds since the epoch. The one file of the core that uses `Date`:
 * to convert, never to read the clock.
 */

const EVENT_TIME =
  /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:[Zz]| UTC|([+-])([01]\d|2[0-3]):?([0-5]\d))?$/;

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
  const withoutZone = `${text.slice(0, 10)}T${text.slice(11, 19)}Z`;
  const local = Date.parse(withoutZone) / 1000;
  // `Date.parse` also reads times that no calendar has; they differ from the formatted time.
  if (Number.isNaN(local) || formatSecond(local) !== withoutZone) {
    return undefined;
  }
  const [, sign, hours = '0', minutes = '0'] = match;
  const offset = (Number(hours) * 60 + Number(minutes)) * 60;
  const second = sign === '-' ? local + offset : local - offset;
  return second >= 0 && second < TIME_LIMIT ? second : undefined;
}

/** @param second whole seconds since the epoch. @returns for example `2026-01-31T23:59:59Z`. */
export function formatSecond(second: number): string {
  return `${new Date(second * 1000).toISOString().slice(0, 19)}Z`;
}

/** @param milliseconds since the epoch. @returns for example `2026-01-31T23:59:59.123Z`. */
export function formatMilliseconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
