import { cleanText } from '../detection/text';

/** UTF-8 bytes of a value or key that a message repeats. */
const MAX_SHOWN_BYTES = 120;

/** A value as a message shows it: JSON, printable, on one line, bounded. A missing value is `nothing`. */
export function shownValue(value: unknown): string {
  return value === undefined ? 'nothing' : bounded(jsonOf(value));
}

/** A key as a message shows it: as it is when it is printable and short; quotes when it is empty. */
export function shownKey(key: string): string {
  return key === '' ? '""' : bounded(key);
}

function bounded(text: string): string {
  const cleaned = cleanText(text, MAX_SHOWN_BYTES);
  return cleaned.length < text.length ? `${cleaned}…` : cleaned;
}

/** JSON where there is any; a value that JSON cannot hold is named by its type. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? `a ${typeof value}`;
  } catch {
    return `a ${typeof value}`;
  }
}
