import { BACKSLASH, byteTable, NEWLINE } from './json-bytes';
import type { StringWatch } from './string-watch';

// In this file, and not in a shared one, because compiled imports are looked up on each use: see value-scanner.ts.
const QUOTE = 0x22;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const IS_BRACKET = byteTable([['[]{}', 1]]);
/** The bits that tell brackets apart: those of lists from braces, and closing from opening ones. */
const BRACES = 0x20;
const CLOSES = 0x04;

/** What is open, as a number: a 1, and then a bit for each open bracket, the innermost last: 1 for that of a list. */
const NOTHING_OPEN = 0b1;
const LIST_OF_OBJECT = 0b101;
/** Where it is more than this, it is nested deeper than plain records are, or the brackets do not match. */
const MOST_OPEN = 2 ** 29;
const MISMATCH = 2 ** 30;

/** Lengths of the keys `"Records"` and `"Events"`, with quotes. */
const SHORTEST_LIST_KEY = 8;
const LONGEST_LIST_KEY = 9;

/**
 * Finds the end of a plain record: an object that lies in one chunk and on one line, without an escape, as nearly all do.
 * What it finds is what `ValueScanner` would find, at several times its speed: the loop knows neither escapes nor ends
 * of chunks, because the search for the next of either is left to `Buffer.indexOf`. At anything out of the ordinary it
 * gives up, and `ValueScanner` begins again from the same byte.
 */
export class PlainScanner {
  private readonly watch: StringWatch;
  private chunk: Buffer = Buffer.alloc(0);
  private nextEscape = 0;
  private nextLineEnd = 0;
  private isDocument = false;

  constructor(watch: StringWatch) {
    this.watch = watch;
  }

  /**
   * @param isDocument whether lists that hold records may be members of the object: such an object is not plain.
   * @returns the offset after the object, or -1 where no plain one begins here.
   */
  scan(chunk: Buffer, from: number, isDocument: boolean): number {
    if (chunk[from] !== OPEN_OBJECT) {
      return -1;
    }
    this.watch.reset();
    this.isDocument = isDocument;
    return this.scanTo(chunk, from, this.limitOf(chunk, from));
  }

  private scanTo(chunk: Buffer, from: number, limit: number): number {
    const { watch } = this;
    const { isWatched } = watch;
    let open = NOTHING_OPEN;
    let at = from;
    while (at < limit) {
      const byte = chunk[at] as number;
      at += 1;
      if (byte === QUOTE) {
        const start = at - 1;
        at = endOfString(chunk, at, limit);
        // As kindOf of StringWatch, which would be a call for each string.
        if (isWatched[(((at - start) & 63) << 7) | ((chunk[at - 2] as number) & 127)] === 1) {
          watch.take(chunk, start, at);
        }
      } else if (IS_BRACKET[byte] === 1) {
        open = withBracket(open, byte);
        if (this.isOver(open, chunk, at)) {
          return open === NOTHING_OPEN ? at : -1;
        }
      }
    }
    return -1;
  }

  /** Whether the object ends, or is not plain, with the bracket just before `at`. */
  private isOver(open: number, chunk: Buffer, at: number): boolean {
    return (
      open === NOTHING_OPEN ||
      open > MOST_OPEN ||
      (open === LIST_OF_OBJECT && this.isDocument && mayHoldRecords(chunk, at))
    );
  }

  /** Where the chunk stops being plain: at an escape, at the end of a line, or at its own end. */
  private limitOf(chunk: Buffer, from: number): number {
    if (chunk !== this.chunk) {
      this.chunk = chunk;
      this.nextEscape = -1;
      this.nextLineEnd = -1;
    }
    if (this.nextEscape < from) {
      this.nextEscape = nextOf(chunk, BACKSLASH, from);
    }
    if (this.nextLineEnd < from) {
      this.nextLineEnd = nextOf(chunk, NEWLINE, from);
    }
    return Math.min(this.nextEscape, this.nextLineEnd);
  }
}

/** What is open after a bracket. */
function withBracket(open: number, byte: number): number {
  const kind = (byte & BRACES) === 0 ? 1 : 0;
  if ((byte & CLOSES) === 0) {
    return (open << 1) | kind;
  }
  return (open & 1) === kind ? open >>> 1 : MISMATCH;
}

/** Whether the list that opened just before `at` may be one of records, by its key: the last string before it. */
function mayHoldRecords(chunk: Buffer, at: number): boolean {
  const isOrdinary = chunk[at - 2] === COLON && chunk[at - 3] === QUOTE;
  const keyLength = at - 2 - chunk.lastIndexOf(QUOTE, at - 4);
  return !isOrdinary || (keyLength >= SHORTEST_LIST_KEY && keyLength <= LONGEST_LIST_KEY);
}

/** The offset after the next quote; beyond the limit if there is none before it. */
function endOfString(chunk: Buffer, from: number, limit: number): number {
  let at = from;
  while (at < limit && chunk[at] !== QUOTE) {
    at += 1;
  }
  return at + 1;
}

/** Where a byte is next, or the end of the chunk. */
function nextOf(chunk: Buffer, byte: number, from: number): number {
  const at = chunk.indexOf(byte, from);
  return at === -1 ? chunk.length : at;
}
