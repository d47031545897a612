import { closest, distance } from 'fastest-levenshtein';

/** The most characters of a text that are compared. */
const MAX_COMPARED = 64;

/**
 * The known text that is closest in spelling, whatever its case and word separators.
 *
 * @returns undefined when more than a third of even the closest would have to change.
 */
export function nearest<Known extends string>(
  text: string,
  known: readonly Known[],
): Known | undefined {
  const plainText = plain(text);
  const plainKnown = known.map(plain);
  const found = closest(plainText, plainKnown);
  const isNear = distance(plainText, found) * 3 <= Math.max(plainText.length, found.length);
  return isNear ? known[plainKnown.indexOf(found)] : undefined;
}

function plain(text: string): string {
  return text.slice(0, MAX_COMPARED).toLowerCase().replace(/[-_]/g, '');
}
