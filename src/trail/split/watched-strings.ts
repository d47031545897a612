/**
 * Filters records by the strings in them, both keys and values. It skips a record with all of `allOf` and none of
 * `anyOf`, but only if that is certain: never a record with an escape in a string, because that can hide a watched
 * string, or contain a record as text.
 */
export interface StringFilter {
  readonly anyOf: readonly string[];
  readonly allOf: readonly string[];
}

interface WatchedString {
  /** With quotes around it. */
  readonly bytes: Buffer;
  readonly bit: number;
}

/** Strings are sorted into this many kinds, by some bits of their length and their last character. */
const KINDS = 64 * 128;

/** The bit that stands for any string. */
export const ANY_STRING = 1;

/** A bit that no string has. */
const NO_STRING = 1 << 31;

/** The strings of a filter, in the forms in which the scanners look for them. */
export class WatchedStrings {
  readonly list: readonly WatchedString[];
  private readonly isOfKind = new Uint8Array(KINDS);
  /** A record with any of these is not skipped. */
  readonly anyOfBits: number;
  /** A record without all of these is not skipped. */
  readonly allOfBits: number;

  /** @param filter at most 30 strings of up to 62 printable ASCII characters. @default skips nothing */
  constructor(filter?: StringFilter) {
    const { anyOf, allOf } = filter ?? { anyOf: [], allOf: [] };
    this.list = [...anyOf, ...allOf].map((text, index) => ({
      bytes: Buffer.from(JSON.stringify(text)),
      bit: 2 << index,
    }));
    for (const { bytes } of this.list) {
      this.isOfKind[kindOf(bytes, 0, bytes.length)] = 1;
    }
    this.anyOfBits = ANY_STRING | bitsOf(this.list.slice(0, anyOf.length));
    this.allOfBits = filter === undefined ? NO_STRING : bitsOf(this.list.slice(anyOf.length));
  }

  /** The bit of a string, the bytes of it with both quotes, or 0 if it is none of these. */
  bitOf(chunk: Buffer, start: number, end: number): number {
    return this.isOfKind[kindOf(chunk, start, end)] === 1 ? this.compared(chunk, start, end) : 0;
  }

  /** Whether to skip a record with these strings. */
  rulesOut(bits: number): boolean {
    const { anyOfBits, allOfBits } = this;
    return (bits & anyOfBits) === 0 && (bits & allOfBits) === allOfBits;
  }

  private compared(chunk: Buffer, start: number, end: number): number {
    return bitsOf(
      this.list.filter(({ bytes }) => bytes.length === end - start && isAt(chunk, start, bytes)),
    );
  }
}

/** The kind of a string: the bytes of it with both quotes. */
function kindOf(chunk: Buffer, start: number, end: number): number {
  return (((end - start) & 63) << 7) | ((chunk[end - 2] as number) & 127);
}

function isAt(chunk: Buffer, start: number, bytes: Buffer): boolean {
  return bytes.every((byte, index) => chunk[start + index] === byte);
}

function bitsOf(strings: readonly WatchedString[]): number {
  return strings.reduce((bits, { bit }) => bits | bit, 0);
}
