import { ConfigError, type ConfigProblem } from '../config/config-error';
import { deepFreeze } from '../config/freeze';
import { shownKey, shownValue } from '../config/shown-value';
import { isObject, textOf } from '../detection/json';
import { ALLOWLIST_GUIDE } from './allowlist-guide';
import { contradictions } from './contradictions';
import { entryProblems } from './entry-problems';
import { expiryWarnings } from './expiry-warnings';
import { type Found, within } from './found-problem';
import { ALLOWLIST, type AllowlistEntry } from './schema';
import { schemaProblems } from './schema-problems';

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
  const input = withLists(withoutComments(parseJson(text, file)));
  const parsed = ALLOWLIST.safeParse(input);
  const listed = isObject(input) && Array.isArray(input['entries']) ? input['entries'] : [];
  const founds = [
    ...listed.flatMap((entry: unknown, index) =>
      entryProblems(entry, now).map((problem) => within([index], problem)),
    ),
    ...contradictions(listed),
  ].map((problem) => inWords(within(['entries'], problem), input));
  const problems = [
    ...(parsed.success ? [] : schemaProblems(parsed.error, input, ALLOWLIST_GUIDE)),
    ...founds,
  ];
  if (!parsed.success || problems.length > 0) {
    throw new ConfigError(ofFile(firstPerKey(problems), file, listed));
  }
  const { entries } = parsed.data;
  return deepFreeze({ entries, warnings: expiryWarnings(entries, now) });
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfigError([
      {
        key: shownKey(file),
        problem: 'is not JSON',
        received: shownValue((error as Error).message),
        allowed: 'JSON, without comments',
        fix: 'Fix the syntax; an editor shows where the error is.',
      },
    ]);
  }
}

/** JSON has no comments, so members whose names begin with `//` serve as comments. */
function withoutComments(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutComments);
  }
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([name]) => !name.startsWith('//'))
          .map(([name, member]) => [name, withoutComments(member)]),
      )
    : value;
}

/** Turns a `sourceCidr` with one network into a list. */
function withLists(input: unknown): unknown {
  return mapMember(input, 'entries', (entries) =>
    Array.isArray(entries)
      ? entries.map((entry: unknown) =>
          mapMember(entry, 'match', (match) =>
            mapMember(match, 'sourceCidr', (cidr) => (typeof cidr === 'string' ? [cidr] : cidr)),
          ),
        )
      : entries,
  );
}

function mapMember(value: unknown, name: string, change: (member: unknown) => unknown): unknown {
  return isObject(value) && Object.hasOwn(value, name)
    ? { ...value, [name]: change(value[name]) }
    : value;
}

function inWords({ path, problem, ...others }: Found, input: unknown): ConfigProblem {
  const value = path.reduce<unknown>(
    (outer, step) => (outer as Readonly<Record<PropertyKey, unknown>>)[step],
    input,
  );
  const key = path.map(String).join('.');
  return {
    key,
    problem,
    received: shownValue(value),
    ...ALLOWLIST_GUIDE.forValue(path),
    ...others,
  };
}

/** One problem per value: that of its shape, if it has one. */
function firstPerKey(problems: readonly ConfigProblem[]): ConfigProblem[] {
  const byKey = new Map<string, ConfigProblem>();
  for (const problem of problems) {
    if (!byKey.has(problem.key)) {
      byKey.set(problem.key, problem);
    }
  }
  return [...byKey.values()];
}

/** Adds the name of the file to each problem, and the id of the entry. */
function ofFile(
  problems: readonly ConfigProblem[],
  file: string,
  entries: readonly unknown[],
): ConfigProblem[] {
  const name = shownKey(file);
  return problems.map((problem) => ({
    ...problem,
    key:
      problem.key === 'configuration'
        ? name
        : `${name}: ${problem.key.replace(/^entries\.(\d+)/, (at, index) => `${at}${idInWords(entries[Number(index)])}`)}`,
  }));
}

/** People look for an entry by its id, not by its position. */
function idInWords(entry: unknown): string {
  const id = isObject(entry) ? textOf(entry, 'id') : undefined;
  return id?.trim() ? ` (id ${shownKey(id)})` : '';
}
