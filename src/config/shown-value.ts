import { cleanText } from '../detection/text';

/** The most UTF-8 bytes of a value or key that a message shows. */
const MAX_SHOWN_BYTES = 120;

/** A value as messages show it: JSON, printable, on one line, bounded. A missing value is `nothing`. */
export function shownValue(value: unknown): string {
  return value === undefined ? 'nothing' : bounded(jsonOf(value));
}

/** A key as messages show it: printable and bounded; an empty key is a pair of quotes. */
export function shownKey(key: string): string {
  return key === '' ? '""' : bounded(key);
}

function bounded(text: string): string {
  const cleaned = cleanText(text, MAX_SHOWN_BYTES);
  return cleaned.length < text.length ? `${cleaned}…` : cleaned;
}

/** The JSON of a value, or its type when JSON cannot hold it. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? `a ${typeof value}`;
  } catch {
    return `a ${typeof value}`;
  }
}
