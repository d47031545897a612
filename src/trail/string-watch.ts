/**
 * Tells records apart by the strings in them, keys and values alike. A record is passed over if it holds
 * none of `anyOf` but all of `allOf`, and if it is certain that it does: a record with an escape in any
 * string is never passed over, because that can hide a string, or hold a record as text.
 */
export interface StringFilter {
  readonly anyOf: readonly string[];
  readonly allOf: readonly string[];
}

/** Strings are told apart by so many kinds: by their length and their last character, as far as both fit into some bits. */
const KINDS = 64 * 128;

/** The kind of a string: the bytes of it with both quotes. */
function kindOf(chunk: Buffer, start: number, end: number): number {
  return (((end - start) & 63) << 7) | ((chunk[end - 2] as number) & 127);
}

interface WatchedString {
  /** With quotes around it. */
  readonly bytes: Buffer;
  readonly bit: number;
}

/** The bit of what may be any string. */
const UNKNOWN = 1;

/**
 * Notices strings while the end of a record is looked for. A search of the whole record afterwards would
 * take as long as that; most strings are told apart here by their length and last character.
 */
export class StringWatch {
  /** 1 where a watched string is of this kind, see {@link kindOf}: others need not be handed over. */
  readonly isWatched = new Uint8Array(KINDS);
  private readonly isOn: boolean;
  private readonly watched: readonly WatchedString[];
  private readonly anyOfBits: number;
  private readonly allOfBits: number;
  private seen = 0;

  /** @param filter of at most thirty strings, all of printable ASCII; without one, nothing is passed over. */
  constructor(filter: StringFilter | undefined) {
    const { anyOf, allOf } = filter ?? { anyOf: [], allOf: [] };
    this.isOn = filter !== undefined;
    this.watched = [...anyOf, ...allOf].map((text, index) => ({
      bytes: Buffer.from(JSON.stringify(text)),
      bit: 2 << index,
    }));
    for (const { bytes } of this.watched) {
      this.isWatched[kindOf(bytes, 0, bytes.length)] = 1;
    }
    this.anyOfBits = UNKNOWN | bitsOf(this.watched.slice(0, anyOf.length));
    this.allOfBits = bitsOf(this.watched.slice(anyOf.length));
  }

  /** Begins a record. */
  reset(): void {
    this.seen = 0;
  }

  /** Takes a string: the bytes of it with both quotes. */
  take(chunk: Buffer, start: number, end: number): void {
    if (this.isWatched[kindOf(chunk, start, end)] === 1) {
      this.compare(chunk, start, end);
    }
  }

  /** Takes a string of which only a part is at hand, or that holds an escape. */
  takeUnknown(): void {
    this.seen |= UNKNOWN;
  }

  /** Whether the record can be passed over. */
  get rulesOut(): boolean {
    const { seen, anyOfBits, allOfBits } = this;
    return this.isOn && (seen & anyOfBits) === 0 && (seen & allOfBits) === allOfBits;
  }

  private compare(chunk: Buffer, start: number, end: number): void {
    for (const { bytes, bit } of this.watched) {
      if (bytes.length === end - start && isAt(chunk, start, bytes)) {
        this.seen |= bit;
      }
    }
  }
}

function isAt(chunk: Buffer, start: number, bytes: Buffer): boolean {
  for (let index = 0; index < bytes.length; index += 1) {
    if (chunk[start + index] !== bytes[index]) {
      return false;
    }
  }
  return true;
}

function bitsOf(strings: readonly WatchedString[]): number {
  return strings.reduce((bits, { bit }) => bits | bit, 0);
}
