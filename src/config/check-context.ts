import { onePerKey, unknownKeyProblems, valueProblems } from './check-value';
import type { ConfigProblem } from './config-error';
import type { ConfigKey } from './config-key';
import { CONFIG_KEYS } from './config-keys';
import { removedKeyProblems } from './removed-keys';
import { shownValue } from './shown-value';

/** Every key and value of a context that the table does not allow; one problem per key. */
export function contextProblems(input: Readonly<Record<string, unknown>>): ConfigProblem[] {
  return onePerKey([
    ...removedKeyProblems(input),
    ...Object.entries(CONFIG_KEYS).flatMap(([key, row]) =>
      valueProblems(key, input[key], row, fixByExample(key, row)),
    ),
    ...unknownKeyProblems('', input, CONFIG_KEYS),
  ]);
}

function fixByExample(key: string, { default: value, defaultInWords, example }: ConfigKey): string {
  const otherwise = defaultInWords ?? (value === undefined ? 'none' : shownValue(value));
  return `Use a value such as ${key}=${example}, or remove it (default: ${otherwise}).`;
}
