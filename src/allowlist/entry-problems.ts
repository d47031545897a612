import { refusedValue } from '../config/check-value';
import type { ConfigProblem } from '../config/config-error';
import { isObject, type JsonObject, textOf } from '../detection/json';
import { isBroadPath } from './breadth';
import { dayOf, parseDay, yearAfter } from './days';
import { ENTRY_FIELDS } from './fields';
import { BROAD } from './match-checks';
import { MATCH_FIELDS } from './match-fields';

/** Fields that identify a caller; the others only narrow the match. */
export const IDENTIFYING = ['principal', 'roleName', 'rolePath', 'sourceCidr'] as const;

const NARROWING = ['account', 'userAgent', 'rule'] as const;

/**
 * Finds problems of an entry that no single field shows, and an expiry date that is too late.
 *
 * @param path of the entry in messages.
 * @param entry of any shape, which its row checks.
 * @param now milliseconds since the epoch. A past expiry is not a problem: the entry covers nothing.
 */
export function entryProblems(path: string, entry: unknown, now: number): ConfigProblem[] {
  if (!isObject(entry)) {
    return [];
  }
  const { match } = entry;
  return [
    ...(isObject(match) ? matchProblems(`${path}.match`, match) : []),
    ...expiryProblems(`${path}.expires`, textOf(entry, 'expires'), now),
  ];
}

function matchProblems(path: string, match: JsonObject): ConfigProblem[] {
  const rolePath = textOf(match, 'rolePath');
  // Together with a name it only narrows the match.
  if (rolePath !== undefined && !textOf(match, 'roleName') && isBroadPath(rolePath)) {
    return [refusedValue(`${path}.rolePath`, rolePath, MATCH_FIELDS.rolePath, BROAD)];
  }
  if (IDENTIFYING.some((name) => match[name] !== undefined)) {
    return [];
  }
  const given = NARROWING.filter((name) => match[name] !== undefined);
  const problem =
    given.length === 0
      ? 'matches everything'
      : `identifies nobody: ${given.join(' and ')} ${given.length === 1 ? 'matches' : 'match'} everyone or can be forged`;
  return [refusedValue(path, match, ENTRY_FIELDS.match, problem)];
}

function expiryProblems(path: string, expires: string | undefined, now: number): ConfigProblem[] {
  const day = expires === undefined ? undefined : parseDay(expires);
  const limit = yearAfter(now);
  if (day === undefined || day <= limit) {
    return [];
  }
  const last = dayOf(limit);
  return [
    refusedValue(path, expires, ENTRY_FIELDS.expires, {
      problem: 'is more than a year ahead',
      allowed: `a day as YYYY-MM-DD, at the latest ${last}`,
      fix: `Set it to ${last} or earlier, and renew the entry then if you still need it.`,
    }),
  ];
}
