/** As the Azure portal exports times, in UTC: `3/14/2026, 9:26:53.123 AM`. */
const US_TIME = /^(\d{1,2})\/(\d{1,2})\/(\d{4}), (\d{1,2}):(\d{2}):(\d{2})(?:\.\d+)? ([AP])M$/;

/** The time in the form that CloudTrail writes, if it is a time as Azure exports it; else the value. */
export function isoTimeOf(value: unknown): unknown {
  const match = typeof value === 'string' ? US_TIME.exec(value) : null;
  if (match === null) {
    return value;
  }
  const [, month = '', day = '', year = '', hour = '', minute, second, half] = match;
  const hour24 = (Number(hour) % 12) + (half === 'P' ? 12 : 0);
  const [mm, dd, hh] = [month, day, String(hour24)].map((text) => text.padStart(2, '0'));
  return `${year}-${mm}-${dd}T${hh}:${minute}:${second}Z`;
}
