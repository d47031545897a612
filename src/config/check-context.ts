import { isObject } from '../detection/json';
import type { ConfigProblem } from './config-error';
import { allowedWords, type ConfigKey, type Members, type Value } from './config-key';
import { CONFIG_KEYS } from './config-keys';
import { nearest } from './nearest';
import { shownKey, shownValue } from './shown-value';

type Input = Readonly<Record<string, unknown>>;

/** Every key and value of a context that the table does not allow; one problem per key. */
export function contextProblems(input: Input): ConfigProblem[] {
  const problems = [
    ...Object.entries(CONFIG_KEYS).flatMap(([key, row]) =>
      valueProblems(key, input[key], row, fixByExample(key, row)),
    ),
    ...unknownKeyProblems('', input, CONFIG_KEYS),
  ];
  // Messages cut long keys, so that two unknown keys may read the same.
  return problems.filter(
    ({ key }, index) => problems.findIndex((other) => other.key === key) === index,
  );
}

/** @param defaultFix what to do, unless the row says otherwise. */
function valueProblems(
  path: string,
  value: unknown,
  row: Value,
  defaultFix: string,
  isRequired = false,
): ConfigProblem[] {
  const missing = isRequired ? 'is missing' : undefined;
  const problem = value === undefined ? missing : mismatch(value, row);
  const fix = row.fix ?? defaultFix;
  if (problem !== undefined) {
    return [{ key: path, problem, received: shownValue(value), allowed: allowedWords(row), fix }];
  }
  if (row.kind === 'list' && Array.isArray(value)) {
    const member: Value = { ...row, kind: 'text' };
    return value.flatMap((one, index) => valueProblems(`${path}.${index}`, one, member, fix, true));
  }
  if (row.kind === 'object' && isObject(value)) {
    return [
      ...Object.entries(row.members).flatMap(([key, member]) =>
        valueProblems(`${path}.${key}`, value[key], member, fix, row.isComplete),
      ),
      ...unknownKeyProblems(`${path}.`, value, row.members),
    ];
  }
  return [];
}

/** What is wrong with a value itself, whatever its members are. */
function mismatch(value: unknown, row: Value): string | undefined {
  switch (row.kind) {
    case 'integer':
      return integerProblem(value, row.min, row.max);
    case 'text':
      return textProblem(value, row.format);
    case 'boolean':
      return unless(typeof value === 'boolean', 'is not true or false');
    case 'choice':
      return unless(isOneOf(row.values, value), 'is not an allowed value');
    case 'choices':
      return unless(isOneOrMoreOf(row.values, value), 'is not an allowed value');
    case 'list':
      return unless(Array.isArray(value), 'is not a list');
    case 'object':
      return unless(isObject(value), 'is not an object');
  }
}

function unless(isFine: boolean, problem: string): string | undefined {
  return isFine ? undefined : problem;
}

function integerProblem(value: unknown, min: number, max: number): string | undefined {
  if (!Number.isInteger(value)) {
    return 'is not a whole number';
  }
  return (value as number) < min
    ? 'is too small'
    : unless((value as number) <= max, 'is too large');
}

function textProblem(value: unknown, format = /^/): string | undefined {
  return typeof value === 'string'
    ? unless(format.test(value), 'has the wrong format')
    : 'is not a string';
}

function isOneOf(values: readonly unknown[], value: unknown): boolean {
  return values.includes(value);
}

function isOneOrMoreOf(values: readonly unknown[], value: unknown): boolean {
  const list = Array.isArray(value) ? value : [value];
  const isLengthFine = list.length > 0 && list.length <= values.length;
  return isLengthFine && list.every((one) => isOneOf(values, one));
}

function unknownKeyProblems(prefix: string, input: Input, members: Members): ConfigProblem[] {
  const known = Object.keys(members);
  return Object.entries(input)
    .filter(([key]) => !Object.hasOwn(members, key))
    .map(([key, value]) => {
      const near = nearest(key, known);
      return {
        key: shownKey(`${prefix}${key}`),
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

function fixByExample(key: string, { default: value, defaultInWords, example }: ConfigKey): string {
  const otherwise = defaultInWords ?? (value === undefined ? 'none' : shownValue(value));
  return `Use a value such as ${key}=${example}, or remove it (default: ${otherwise}).`;
}
