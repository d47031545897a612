import { isObject, type JsonObject } from '../detection/json';
import type { ConfigProblem } from './config-error';
import { allowedWords, type Members, type Refusal, type Text, type Value } from './config-key';
import { nearest } from './nearest';
import { shownKey, shownValue } from './shown-value';

/**
 * Every value and every key that a row does not allow.
 *
 * @param path of the value in messages; empty for a value that holds all others.
 * @param outerFix what to do about it, unless the row says otherwise.
 */
export function valueProblems(
  path: string,
  value: unknown,
  row: Value,
  outerFix = '',
): ConfigProblem[] {
  if (value === undefined && !row.isRequired) {
    return [];
  }
  const fix = row.fix ?? outerFix;
  const refusal = value === undefined ? 'is missing' : refusalOf(value, row);
  if (refusal !== undefined) {
    return [refusedValue(path, value, { ...row, fix }, refusal)];
  }
  const start = path === '' ? '' : `${path}.`;
  if (row.kind === 'list' && Array.isArray(value)) {
    const member: Value = { ...(row.member ?? { ...row, kind: 'text' }), isRequired: true };
    return value.flatMap((one, index) => valueProblems(`${start}${index}`, one, member, fix));
  }
  if (row.kind === 'object' && isObject(value)) {
    return [
      ...Object.entries(row.members).flatMap(([key, member]) =>
        valueProblems(`${start}${key}`, value[key], member, fix),
      ),
      ...unknownKeyProblems(start, value, row.members),
    ];
  }
  return [];
}

/** The problem of a value that is refused, in the words of its row. */
export function refusedValue(
  key: string,
  value: unknown,
  row: Value,
  refusal: Refusal,
): ConfigProblem {
  return {
    key,
    received: shownValue(value),
    allowed: allowedWords(row),
    fix: row.fix ?? '',
    ...(typeof refusal === 'string' ? { problem: refusal } : refusal),
  };
}

/** At most one problem per key: the first. Messages cut long keys, so that two unknown keys may read the same. */
export function onePerKey(problems: readonly ConfigProblem[]): ConfigProblem[] {
  const first = new Map<string, ConfigProblem>();
  for (const problem of problems) {
    first.set(problem.key, first.get(problem.key) ?? problem);
  }
  return [...first.values()];
}

/** Whether something is a number that a row allows. */
export function isAllowedNumber(value: unknown, row: Value | undefined): value is number {
  return typeof value === 'number' && row !== undefined && refusalOf(value, row) === undefined;
}

/** What is wrong with a value itself, whatever its members are. */
function refusalOf(value: unknown, row: Value): Refusal | undefined {
  switch (row.kind) {
    case 'integer':
      return Number.isInteger(value)
        ? boundsProblem(value as number, row)
        : 'is not a whole number';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'is not true or false';
    case 'choice':
    case 'choices':
      return isChoice(value, row) ? undefined : 'is not an allowed value';
    case 'text':
      return typeof value === 'string' ? textProblem(value, row) : 'is not a string';
    case 'list':
      return Array.isArray(value) ? boundsProblem(value.length, row) : 'is not a list';
    case 'object':
      return isObject(value) ? undefined : 'is not an object';
  }
}

function boundsProblem(
  size: number,
  { min = 0, max = size }: { readonly min?: number; readonly max?: number },
): string | undefined {
  if (size < min) {
    return 'is too small';
  }
  return size > max ? 'is too large' : undefined;
}

function isChoice(
  value: unknown,
  { kind, values }: Extract<Value, { kind: 'choice' | 'choices' }>,
): boolean {
  const chosen = kind === 'choices' && Array.isArray(value) ? value : [value];
  const isSizeFine = chosen.length > 0 && chosen.length <= values.length;
  return isSizeFine && chosen.every((one) => values.includes(one));
}

function textProblem(text: string, { format, longest, check }: Text): Refusal | undefined {
  if (format?.test(text) === false) {
    return 'has the wrong format';
  }
  // In characters: an emoji is one, and two units of a string.
  return longest !== undefined && [...text].length > longest ? 'is too long' : check?.(text);
}

/** Every key that is not a member. @param start of the keys in messages. */
export function unknownKeyProblems(
  start: string,
  input: JsonObject,
  members: Members,
): ConfigProblem[] {
  const known = Object.keys(members);
  return Object.entries(input)
    .filter(([key]) => !Object.hasOwn(members, key))
    .map(([key, value]) => {
      const near = nearest(key, known);
      return {
        key: shownKey(`${start}${key}`),
        problem: 'is not a known key',
        received: shownValue(value),
        allowed: known.join(', '),
        fix:
          near === undefined
            ? 'Remove it, or use one of the allowed keys.'
            : `Rename it to ${near}, the nearest known key, or remove it.`,
      };
    });
}
