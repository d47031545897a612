import type { Digest } from './model';

/**
 * Control, format (bidirectional marks, zero width), unassigned, private-use and lone surrogate characters, and line
 * separators.
 */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Nearly every text: all characters are printable, and each is one byte. */
const PLAIN = /^[ -~]*$/;

/** Hexadecimal digits of the digest that replaces the rest of a text. */
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
  if (PLAIN.test(text)) {
    return text.length;
  }
  let bytes = 0;
  for (const character of text) {
    bytes += utf8Bytes(character.codePointAt(0) as number);
  }
  return bytes;
}

/**
 * A text made safe to store and to show: unprintable characters removed, at most `maxBytes` of UTF-8,
 * never cut within a character. It may still contain mark-up of the medium that shows it.
 */
export function cleanText(text: string, maxBytes: number): string {
  if (text.length <= maxBytes && PLAIN.test(text)) {
    return text;
  }
  // The function reads only as much of a text as can matter, so that a megabyte costs nothing.
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
 * A text made safe like {@link cleanText}, but still distinct: where characters had to go, a digest of the whole text
 * replaces them.
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
