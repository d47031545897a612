import { refusedValue } from '../config/check-value';
import type { ConfigProblem } from '../config/config-error';
import { isObject, type JsonObject } from '../detection/json';
import { ENTRY_FIELDS } from './fields';

/**
 * Finds entries with the id or the match of an earlier entry. With the same match, their ceilings or expiry may differ.
 *
 * @param entries of any shape, which their rows check.
 */
export function contradictions(entries: readonly unknown[]): ConfigProblem[] {
  const objects = entries.map((entry) => (isObject(entry) ? entry : {}));
  const ids = objects.map(({ id }) => id);
  const matches = objects.map(({ match }) => (isObject(match) ? textOfMatch(match) : undefined));
  return objects.flatMap(({ id, match }, index) => {
    const firstWithId = ids.indexOf(id);
    const firstWithMatch = matches.indexOf(matches[index]);
    return [
      ...(typeof id === 'string' && firstWithId < index
        ? [
            refusedValue(`entries.${index}.id`, id, ENTRY_FIELDS.id, {
              problem: `is also the id of entries.${firstWithId}`,
              allowed: 'a unique id',
              fix: 'Rename or remove one of them.',
            }),
          ]
        : []),
      ...(isObject(match) && firstWithMatch < index
        ? [
            refusedValue(`entries.${index}.match`, match, ENTRY_FIELDS.match, {
              problem: `is also the match of entries.${firstWithMatch}, so the two contradict each other`,
              allowed: 'one entry per match',
              fix: 'Merge them into one entry with the intended ceilings and expiry.',
            }),
          ]
        : []),
    ];
  });
}

/** Equal for equal matches, whatever the order of their members and networks, and the case of their networks. */
function textOfMatch(match: JsonObject): string {
  const members = Object.keys(match)
    .sort()
    .map((name) => [name, inOrder(match[name])]);
  return JSON.stringify(members);
}

function inOrder(value: unknown): unknown {
  return Array.isArray(value)
    ? [...new Set(value.map((member) => JSON.stringify(member).toLowerCase()))].sort()
    : value;
}
