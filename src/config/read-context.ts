import { isObject } from '../detection/json';
import type { Members, ObjectKind, Value } from './config-key';
import { CONFIG_KEYS } from './config-keys';

/** Keys without a prefix that the CDK command line writes to the context for itself. */
const CDK_KEYS: ReadonlySet<string> = new Set(['cli-telemetry', 'acknowledged-issue-numbers']);

/**
 * Converts context values to one form, whether they are typed as in `cdk.json` or text as in `-c key=value`.
 * Drops undefined values and what CDK keeps in the context for itself. A value that cannot be read stays as it
 * is, so that the check refuses it.
 */
export function readContext(raw: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const own = Object.entries(raw).filter(([key]) => !isCdkKey(key));
  return readMembers(Object.fromEntries(own), CONFIG_KEYS);
}

/** Feature flags begin with `@`; cached look-ups and switches contain a colon. */
function isCdkKey(key: string): boolean {
  return key.startsWith('@') || key.includes(':') || CDK_KEYS.has(key);
}

function readMembers(
  given: Readonly<Record<string, unknown>>,
  members: Members,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => {
        const row = Object.hasOwn(members, key) ? members[key] : undefined;
        return [key, row === undefined ? value : readValue(row, value)];
      }),
  );
}

function readValue(row: Value, value: unknown): unknown {
  switch (row.kind) {
    case 'integer':
    case 'boolean':
      return readJson(value);
    case 'choice':
    case 'text':
      return typeof value === 'string' ? value.trim() : value;
    case 'choices':
      return readOneOrMore(value);
    case 'list':
      return readList(value);
    case 'object':
      return readObject(row, value);
  }
}

function readJson(value: unknown): unknown {
  if (typeof value !== 'string') {
    return value;
  }
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** A list of one is the same as its member. */
function readOneOrMore(value: unknown): unknown {
  const list = readList(value);
  return Array.isArray(list) && list.length === 1 ? list[0] : list;
}

/** A JSON list, or members separated by commas. Empty text is an empty list. */
function readList(value: unknown): unknown {
  if (typeof value !== 'string') {
    return value;
  }
  if (value.trim().startsWith('[')) {
    return readJson(value);
  }
  return value
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '');
}

function readObject({ members, shorthand }: ObjectKind, value: unknown): unknown {
  const isShort =
    shorthand !== undefined &&
    typeof value === 'string' &&
    value.trim().startsWith(shorthand.prefix);
  const object = isShort ? { [shorthand.member]: value } : readJson(value);
  return isObject(object) ? readMembers(object, members) : object;
}
