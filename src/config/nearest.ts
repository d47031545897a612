import { closest, distance } from 'fastest-levenshtein';

/** Characters of an unknown text that are compared with the known ones. */
const MAX_COMPARED = 64;

/**
 * The known text that is closest in spelling; case and the separators of words do not matter.
 *
 * @returns undefined when even the closest is another word: more than a third of it would have to change.
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
