/** UTF-16 code units of a name that are shown. */
const MAX_LENGTH = 400;

/** As in `cleanText`. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/**
 * The name of a file as every message shows it: on one line, printable, bounded. A name is whatever its writer chose:
 * it may hold escape sequences of a terminal, line breaks that forge a message, and marks that reverse a text. These are
 * written as `\u{1b}`, so that the name can still be recognized.
 */
export function shownName(name: string): string {
  const shown = name.replace(
    UNPRINTABLE,
    (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`,
  );
  // Not within a character.
  const start = shown.slice(0, MAX_LENGTH).replace(/[\ud800-\udbff]$/, '');
  return shown.length <= MAX_LENGTH ? shown : `${start}…`;
}
