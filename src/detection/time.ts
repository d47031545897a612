/**
 * Event time as whole seconds since the epoch. The one file of the core that uses `Date`:
 * to convert, never to read the clock.
 */

const EVENT_TIME =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:[.,]\d{1,9})?(?:Z|([+-])([01]\d|2[0-3]):?([0-5]\d))?$/;

/** Of `2026-01-31T23:59:59Z`, as CloudTrail writes nearly every time. */
const USUAL_LENGTH = 20;

/** Later times are refused, so that every window ends in a year of four digits. */
const TIME_LIMIT = Date.UTC(9999, 0) / 1000;

/**
 * Reads an `eventTime`. CloudTrail writes `2026-01-31T23:59:59Z`; exports write a space for the `T`,
 * fractions, offsets, or no zone at all, which then is UTC. A fraction is dropped: CloudTrail has none.
 *
 * @returns whole seconds since the epoch, or `undefined` for any other text.
 */
export function parseEventTime(text: string): number | undefined {
  const usual = text.length === USUAL_LENGTH ? Date.parse(text) : Number.NaN;
  // `Date.parse` accepts other texts of that length too; they differ from the formatted time.
  if (
    !Number.isNaN(usual) &&
    text === formatSecond(usual / 1000) &&
    usual >= 0 &&
    usual < TIME_LIMIT * 1000
  ) {
    return usual / 1000;
  }
  const match = EVENT_TIME.exec(text);
  if (match === null) {
    return undefined;
  }
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const milliseconds = Date.UTC(year, month - 1, day, hour, minute, second);
  const isCalendarTime =
    new Date(milliseconds).toISOString().slice(0, 19) === text.slice(0, 19).replace(' ', 'T');
  if (!isCalendarTime) {
    return undefined;
  }
  const [sign, offsetHours, offsetMinutes] = match.slice(7);
  const offset = (Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0)) * 60;
  const seconds = milliseconds / 1000 + (sign === '-' ? offset : -offset);
  return seconds >= 0 && seconds < TIME_LIMIT ? seconds : undefined;
}

/** @param second whole seconds since the epoch. @returns for example `2026-01-31T23:59:59Z`. */
export function formatSecond(second: number): string {
  return `${new Date(second * 1000).toISOString().slice(0, 19)}Z`;
}

/** @param milliseconds since the epoch. @returns for example `2026-01-31T23:59:59.123Z`. */
export function formatMilliseconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
