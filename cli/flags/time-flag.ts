import { shownValue } from '../../src/config/shown-value';
import { parseEventTime } from '../../src/detection/time';
import { UsageError } from './usage-error';

const HAS_ZONE = /(?:[Zz]| UTC|[+-]\d{2}:?\d{2})$/;
const WITHOUT_SECONDS = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(Z|[+-]\d{2}:?\d{2})?$/;

/** The times that a flag allows, in words. */
export const TIME_IN_WORDS =
  'a time with its zone, such as 2026-01-31T09:00:00Z or 2026-01-31T09:00+01:00';

/**
 * The time that a flag holds, in seconds since the epoch. Without a zone it would depend on the machine.
 *
 * @param allowed the values allowed, in words.
 * @throws UsageError when the text is not a time, or has no zone.
 */
export function secondOfTime(flag: string, text: string, allowed = TIME_IN_WORDS): number {
  const time = text.replace(WITHOUT_SECONDS, '$1:00$2');
  const second = parseEventTime(time);
  if (second === undefined || !HAS_ZONE.test(time)) {
    const problem = second === undefined ? 'is not a time' : 'has no time zone';
    throw new UsageError(`${flag}: ${shownValue(text)} ${problem}. Use ${allowed}.`);
  }
  return second;
}
