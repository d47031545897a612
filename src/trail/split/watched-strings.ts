/**
 * Tells records apart by the strings in them, keys and values alike. A record is passed over if it holds
 * none of `anyOf` but all of `allOf`, and if it is certain that it does: a record with an escape in any
 * string is never passed over, because that can hide a string, or hold a record as text.
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

/** Strings are told apart by so many kinds: by their length and their last character, as far as both fit into some bits. */
const KINDS = 64 * 128;

/** The bit of what may be any string. */
export const ANY_STRING = 1;

/** A bit that no string has. */
const NO_STRING = 1 << 31;

/** The strings that a filter is about, in the forms in which they are looked for. */
export class WatchedStrings {
  readonly list: readonly WatchedString[];
  private readonly isOfKind = new Uint8Array(KINDS);
  /** A record with any of these is not passed over. */
  readonly anyOfBits: number;
  /** Nor is one that has not all of these. */
  readonly allOfBits: number;

  /** @param filter of at most thirty strings, all of up to 62 characters of printable ASCII; without one, nothing is passed over. */
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

  /** Whether a record with these strings can be passed over. */
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
