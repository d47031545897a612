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
  if (row.kind === 'object') {
    return readObject(row, value);
  }
  const read = typeof value === 'string' ? readText(row, value) : value;
  return row.kind === 'choices' && Array.isArray(read) ? readChoices(read) : read;
}

/** Each choice once. A list of one is the same as its member. */
function readChoices(given: readonly unknown[]): unknown {
  const choices = [...new Set(given)];
  return choices.length === 1 ? choices[0] : choices;
}

function readText({ kind }: Value, text: string): unknown {
  switch (kind) {
    case 'choice':
    case 'text':
      return text.trim();
    case 'choices':
    case 'list':
      return readList(text);
    default:
      return readJson(text);
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A JSON list, or members separated by commas. Empty text is an empty list. */
function readList(text: string): unknown {
  return text.trim().startsWith('[')
    ? readJson(text)
    : text
        .split(',')
        .map((member) => member.trim())
        .filter((member) => member !== '');
}

function readObject({ members, shorthand }: ObjectKind, value: unknown): unknown {
  const text = typeof value === 'string' ? value : undefined;
  const isShort = shorthand !== undefined && text?.trim().startsWith(shorthand.prefix);
  const object = isShort
    ? { [shorthand.member]: text }
    : text === undefined
      ? value
      : readJson(text);
  return isObject(object) ? readMembers(object, members) : object;
}
