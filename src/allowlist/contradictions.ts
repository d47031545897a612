import { refusedValue } from '../config/check-value';
import type { ConfigProblem } from '../config/config-error';
import type { Refusal } from '../config/config-key';
import { isObject } from '../detection/json';
import { ENTRY_FIELDS } from './fields';

/**
 * Finds entries with the id or the match of an earlier entry. With the same match, their ceilings or expiry may differ.
 *
 * @param entries of any shape, which their rows check.
 */
export function contradictions(entries: readonly unknown[]): ConfigProblem[] {
  return [
    ...repeats(entries, 'id', (earlier) => ({
      problem: `is also the id of entries.${earlier}`,
      allowed: 'a unique id',
      fix: 'Rename or remove one of them.',
    })),
    ...repeats(entries, 'match', (earlier) => ({
      problem: `is also the match of entries.${earlier}, so the two contradict each other`,
      allowed: 'one entry per match',
      fix: 'Merge them into one entry with the intended ceilings and expiry.',
    })),
  ];
}

function repeats(
  entries: readonly unknown[],
  field: 'id' | 'match',
  refusalOf: (earlier: number) => Refusal,
): ConfigProblem[] {
  const values = entries.map((entry) => (isObject(entry) ? entry[field] : undefined));
  const texts = values.map(comparable);
  return values.flatMap((value, index) => {
    const earlier = texts.indexOf(texts[index]);
    return value === undefined || earlier === index
      ? []
      : [refusedValue(`entries.${index}.${field}`, value, ENTRY_FIELDS[field], refusalOf(earlier))];
  });
}

/** Equal for equal values, whatever the order of members and networks, and the case of networks. */
function comparable(value: unknown): string | undefined {
  return JSON.stringify(
    isObject(value)
      ? Object.keys(value)
          .sort()
          .map((name) => [name, inOrder(value[name])])
      : value,
  );
}

function inOrder(value: unknown): unknown {
  return Array.isArray(value)
    ? [...new Set(value.map((one) => JSON.stringify(one).toLowerCase()))].sort()
    : value;
}
