import type { Digest } from './model';

/** Control, format (bidirectional marks, zero width), unassigned, private-use and lone surrogate characters, and line separators. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** What nearly every text is: all of it can be shown, and each character is a byte. */
const PLAIN = /^[ -~]*$/;

/** Hexadecimal digits of a digest that stand for the rest of a text. */
const DIGEST_LENGTH = 16;

function utf8Bytes(codePoint: number): number {
  if (codePoint < 0x80) {
    return 1;
  }
  if (codePoint < 0x800) {
    return 2;
  }
  return codePoint < 0x10000 ? 3 : 4;
}

/** Bytes of a text in UTF-8; a lone surrogate takes three. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    bytes += utf8Bytes(character.codePointAt(0) as number);
  }
  return bytes;
}

/**
 * A text made safe to store and to show: unprintable characters removed, at most `maxBytes` of UTF-8,
 * never cut within a character. It may still hold mark-up of the medium it is shown in.
 */
export function cleanText(text: string, maxBytes: number): string {
  if (text.length <= maxBytes && PLAIN.test(text)) {
    return text;
  }
  // A text is looked at no further than it can matter, so that a megabyte costs nothing.
  const printable = text.slice(0, maxBytes * 4).replace(UNPRINTABLE, '');
  let bytes = 0;
  let end = 0;
  for (const character of printable) {
    bytes += utf8Bytes(character.codePointAt(0) as number);
    if (bytes > maxBytes) {
      break;
    }
    end += character.length;
  }
  return printable.slice(0, end);
}

/**
 * A text made safe as {@link cleanText} does, but still as distinct as it was:
 * where characters had to go, a digest of the whole text takes their place.
 */
export function boundedIdentity(text: string, maxBytes: number, digest: Digest): string {
  const cleaned = cleanText(text, maxBytes);
  if (cleaned === text) {
    return text;
  }
  const suffix = `~${digest(text).slice(0, DIGEST_LENGTH)}`;
  return `${cleanText(text, maxBytes - suffix.length)}${suffix}`;
}

/** By code unit, the same under every locale. */
export function compareTexts(a: string, b: string): number {
  if (a < b) {
    return -1;
  }
  return a > b ? 1 : 0;
}
