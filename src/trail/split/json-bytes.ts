/** Bytes that mean something in JSON text. All are ASCII, so none occurs within a multi-byte character. */
export const NEWLINE = 0x0a;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const BACKSLASH = 0x5c;
export const OPEN_LIST = 0x5b;
export const CLOSE_LIST = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;

/** A lookup by byte: each of the characters gives its number, all other bytes give 0. */
export function byteTable(kinds: readonly (readonly [string, number])[]): Uint8Array {
  const table = new Uint8Array(256);
  for (const [characters, kind] of kinds) {
    for (const byte of Buffer.from(characters)) {
      table[byte] = kind;
    }
  }
  return table;
}

/** Whether an object or a list begins with this byte. */
export function isOpening(byte: number | undefined): boolean {
  return byte === OPEN_OBJECT || byte === OPEN_LIST;
}

/** Space, tab, line feed or carriage return: the white space that JSON allows. */
export function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === NEWLINE || byte === 0x0d;
}

/** The value of a JSON text, or `undefined` if it is not JSON. */
export function parseJson(text: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text.toString()) };
  } catch {
    return undefined;
  }
}
