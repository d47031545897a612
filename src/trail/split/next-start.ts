const NEWLINE = 0x0a;
const OPEN_OBJECT = 0x7b;
const OPEN_LIST = 0x5b;
const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/** Where to go on after broken text, and whether a value begins there. */
interface NextStart {
  readonly at: number;
  readonly isFound: boolean;
}

/** Finds the next line that begins with an object or a list, or the next value that begins as wanted. */
export function nextStart(bytes: Buffer, from: number, wanted: Buffer): NextStart {
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === NEWLINE) {
      const start =
        at + 1 + (startsWith(bytes, at + 1, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0);
      if (bytes[start] === OPEN_OBJECT || bytes[start] === OPEN_LIST) {
        return { at: start, isFound: true };
      }
    } else if (byte === OPEN_OBJECT && startsWith(bytes, at, wanted)) {
      return { at, isFound: true };
    }
  }
  // The chunk may cut what begins a value.
  const last = Math.max(from, bytes.length - wanted.length);
  return { at: last, isFound: false };
}

export function startsWith(bytes: Buffer, at: number, text: Buffer): boolean {
  return bytes.compare(text, 0, text.length, at, Math.min(at + text.length, bytes.length)) === 0;
}
