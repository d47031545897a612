import { isObject, objectOf, textOf } from '../detection/json';
import { dayOf, parseDay, yearAfter } from './days';
import { type Found, found, within } from './found-problem';
import { parseHours } from './hours';
import { matchProblems } from './match-problems';

/**
 * What is wrong with an entry whose values may each have the right shape.
 *
 * @param entry may be of any shape; that is left to the schema.
 * @param now milliseconds since the epoch. An expiry that is past is no problem: the entry has stopped, that is all.
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
    return [found(['expires'], 'is no day')];
  }
  const limit = yearAfter(now);
  const last = dayOf(limit);
  return day > limit
    ? [
        found(['expires'], 'is more than a year ahead', {
          allowed: `a day as YYYY-MM-DD, until ${last}`,
          fix: `Set it to ${last} or earlier, and renew the entry then if it is still needed.`,
        }),
      ]
    : [];
}
