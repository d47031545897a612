import { isObject, textOf } from '../detection/json';
import { compareTexts } from '../detection/text';
import { type Found, found } from './found-problem';

/**
 * Finds entries with the id or the match of an earlier entry. With the same match, their ceilings or expiry may differ.
 *
 * @param entries of any shape, which the schema checks.
 */
export function contradictions(entries: readonly unknown[]): Found[] {
  const ids = new Map<string, number>();
  const matches = new Map<string, number>();
  return entries.flatMap((entry, index): Found[] => {
    if (!isObject(entry)) {
      return [];
    }
    const problems: Found[] = [];
    const id = textOf(entry, 'id');
    const earlierId = id === undefined ? undefined : firstOf(ids, id, index);
    if (earlierId !== undefined) {
      problems.push(
        found([index, 'id'], `is also the id of entries.${earlierId}`, {
          allowed: 'a unique id',
          fix: 'Rename or remove one of them.',
        }),
      );
    }
    const match = isObject(entry['match']) ? textOfMatch(entry['match']) : undefined;
    const earlier = match === undefined ? undefined : firstOf(matches, match, index);
    if (earlier !== undefined) {
      problems.push(
        found(
          [index, 'match'],
          `is also the match of entries.${earlier}, so the two contradict each other`,
          {
            allowed: 'one entry per match',
            fix: 'Merge them into one entry with the intended ceilings and expiry.',
          },
        ),
      );
    }
    return problems;
  });
}

/** The index of the entry that had the text first; `undefined` if this is the first. */
function firstOf(seen: Map<string, number>, text: string, index: number): number | undefined {
  const earlier = seen.get(text);
  if (earlier === undefined) {
    seen.set(text, index);
  }
  return earlier;
}

/** Equal for equal matches, whatever the order of their members. */
function textOfMatch(match: Readonly<Record<string, unknown>>): string {
  const members = Object.entries(match)
    .sort(([a], [b]) => compareTexts(a, b))
    .map(([name, value]) => [
      name,
      Array.isArray(value) ? [...new Set(value.map(lowerCase))].sort() : value,
    ]);
  return JSON.stringify(members);
}

/** Networks may be in upper or lower case. */
function lowerCase(value: unknown): string {
  return String(value).toLowerCase();
}
