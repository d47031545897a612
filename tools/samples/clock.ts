/** Times are whole seconds since the epoch, UTC. */

/** @throws RangeError when `day` is not a date such as `2026-03-17`. */
export function startOfDay(day: string): number {
  const milliseconds = Date.parse(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(milliseconds)) {
    throw new RangeError(`Not a day: "${day}". Write it as YYYY-MM-DD, for example 2026-03-17.`);
  }
  return milliseconds / 1000;
}

/** Seconds from midnight to a time of day such as `02:41:07`. */
export function timeOfDay(clockTime: string): number {
  return clockTime.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0);
}

/** `2026-03-17T02:41:07Z`: how CloudTrail writes `eventTime`. */
export function isoTime(second: number): string {
  return new Date(second * 1000).toISOString().replace('.000Z', 'Z');
}

const STS_FORMAT = new Intl.DateTimeFormat('en-US', {
  dateStyle: 'medium',
  timeStyle: 'medium',
  timeZone: 'UTC',
});

/** `Mar 17, 2026, 2:41:07 AM`: how STS writes the end of a session, in records too. */
export function stsTime(second: number): string {
  // Newer versions of the locale data put a narrow no-break space before AM and PM.
  return STS_FORMAT.format(second * 1000).replaceAll(/\s/g, ' ');
}

/** `20260317T0245Z`: how CloudTrail writes the time of a delivery into a file name. */
export function fileStamp(second: number): string {
  return `${isoTime(second).replaceAll(/[-:]/g, '').slice(0, 13)}Z`;
}

/** `2026/03/17`: the folders of a day. */
export function dayFolders(second: number): string {
  return isoTime(second).slice(0, 10).replaceAll('-', '/');
}
