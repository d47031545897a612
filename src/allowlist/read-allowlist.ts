import { onePerKey, valueProblems } from '../config/check-value';
import { ConfigError } from '../config/config-error';
import { deepFreeze } from '../config/freeze';
import { shownKey, shownValue } from '../config/shown-value';
import { isObject, textOf } from '../detection/json';
import { contradictions } from './contradictions';
import { entryProblems } from './entry-problems';
import { expiryWarnings } from './expiry-warnings';
import { ALLOWLIST, type AllowlistEntry, MAX_ENTRIES } from './fields';

/** A valid allow-list, frozen, with warnings for the user. */
export interface Allowlist {
  /** In the order of the file, with expired ones, which cover nothing. */
  readonly entries: readonly AllowlistEntry[];
  readonly warnings: readonly string[];
}

/**
 * Reads an allow-list file.
 *
 * @param file its name in messages.
 * @param now milliseconds since the epoch.
 * @throws ConfigError that lists every problem.
 */
export function readAllowlist(text: string, file: string, now: number): Allowlist {
  const name = shownKey(file);
  const input = parseJson(text, name);
  const list = isObject(input) && Array.isArray(input['entries']) ? input['entries'] : [];
  // Of a list that is too long, the length is problem enough.
  const given = list.length > MAX_ENTRIES ? [] : list;
  const problems = onePerKey([
    ...valueProblems('', input, ALLOWLIST),
    ...given.flatMap((entry: unknown, index) => entryProblems(`entries.${index}`, entry, now)),
    ...contradictions(given),
  ]);
  if (problems.length > 0) {
    throw new ConfigError(
      problems.map(({ key, ...others }) => ({
        ...others,
        key: key === '' ? name : `${name}: ${withId(key, given)}`,
      })),
    );
  }
  const entries: readonly AllowlistEntry[] = given;
  return deepFreeze({ entries, warnings: expiryWarnings(entries, now) });
}

/** JSON without comments: members whose names begin with `//` serve as such. One network becomes a list of networks. */
function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text, (name, value: unknown) => {
      if (name.startsWith('//')) {
        return undefined;
      }
      return name === 'sourceCidr' && typeof value === 'string' ? [value] : value;
    });
  } catch (error) {
    throw new ConfigError([
      {
        key: file,
        problem: 'is not JSON',
        received: shownValue((error as Error).message),
        allowed: 'JSON, without comments',
        fix: 'Fix the syntax; an editor shows where the error is.',
      },
    ]);
  }
}

/** Adds the id to the position of an entry: people look for an entry by its id. */
function withId(key: string, entries: readonly unknown[]): string {
  return key.replace(/^entries\.(\d+)/, (position, index) => {
    const entry = entries[Number(index)];
    const id = isObject(entry) ? textOf(entry, 'id') : undefined;
    return id?.trim() ? `${position} (id ${shownKey(id)})` : position;
  });
}
