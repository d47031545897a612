import { isObject, textOf } from '../detection/json';
import { compareTexts } from '../detection/text';
import { type Found, found } from './found-problem';

/**
 * Entries that contradict others: one name for two, or one match for two, which may have other ceilings or another
 * expiry. The first of them stands.
 *
 * @param entries may be of any shape; that is left to the schema.
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
        found([index, 'id'], `is that of entries.${earlierId} too`, {
          allowed: 'an id that no other entry has',
          fix: 'Rename one of them, or remove it.',
        }),
      );
    }
    const match = isObject(entry['match']) ? textOfMatch(entry['match']) : undefined;
    const earlier = match === undefined ? undefined : firstOf(matches, match, index);
    if (earlier !== undefined) {
      problems.push(
        found([index, 'match'], `is that of entries.${earlier} too, so that the two contradict`, {
          allowed: 'one entry for one match',
          fix: 'Make one entry of both, with the ceilings and the expiry that are meant.',
        }),
      );
    }
    return problems;
  });
}

/** The index of who had the text first; undefined when it is this one. */
function firstOf(seen: Map<string, number>, text: string, index: number): number | undefined {
  const earlier = seen.get(text);
  if (earlier === undefined) {
    seen.set(text, index);
  }
  return earlier;
}

/** A text that is the same for matches that are the same, whatever the order of their members. */
function textOfMatch(match: Readonly<Record<string, unknown>>): string {
  const members = Object.entries(match)
    .sort(([a], [b]) => compareTexts(a, b))
    .map(([name, value]) => [
      name,
      Array.isArray(value) ? [...new Set(value.map(lowerCase))].sort() : value,
    ]);
  return JSON.stringify(members);
}

/** Networks may be written in either case. */
function lowerCase(value: unknown): string {
  return String(value).toLowerCase();
}
