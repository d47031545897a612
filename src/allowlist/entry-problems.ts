import { isObject, objectOf, textOf } from '../detection/json';
import { dayOf, parseDay, yearAfter } from './days';
import { type Found, found, within } from './found-problem';
import { parseHours } from './hours';
import { matchProblems } from './match-problems';

/**
 * Finds problems of an entry that its shape does not show.
 *
 * @param entry of any shape, which the schema checks.
 * @param now milliseconds since the epoch. A past expiry is not a problem: the entry covers nothing.
 */
export function entryProblems(entry: unknown, now: number): Found[] {
  if (!isObject(entry)) {
    return [];
  }
  return [
    ...matchProblems(entry['match']).map((problem) => within(['match'], problem)),
    ...hoursProblems(textOf(objectOf(entry, 'ceilings'), 'hours')),
    ...expiryProblems(textOf(entry, 'expires'), now),
  ];
}

function hoursProblems(hours: string | undefined): Found[] {
  if (hours === undefined || !/^\d\d-\d\d$/.test(hours)) {
    return [];
  }
  const { from, to } = parseHours(hours);
  return to - from === 24 ? [found(['ceilings', 'hours'], 'is the whole day')] : [];
}

function expiryProblems(expires: string | undefined, now: number): Found[] {
  const day = expires === undefined ? undefined : parseDay(expires);
  if (expires === undefined) {
    return [];
  }
  if (day === undefined) {
    return [found(['expires'], 'is not a day')];
  }
  const limit = yearAfter(now);
  const last = dayOf(limit);
  return day > limit
    ? [
        found(['expires'], 'is more than a year ahead', {
          allowed: `a day as YYYY-MM-DD, at the latest ${last}`,
          fix: `Set it to ${last} or earlier, and renew the entry then if you still need it.`,
        }),
      ]
    : [];
}
