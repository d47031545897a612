import { BACKSLASH, byteTable, isOpening, isSpace, NEWLINE, OPEN_LIST } from './json-bytes';
import { MAX_DEPTH, Nesting } from './nesting';
import type { StringWatch } from './string-watch';

/**
 * Why a scan stopped: the value is complete, the chunk is used up, a list opened as a member of the
 * outermost object, or the text cannot be JSON (`fault` says why).
 */
export type ScanStop = 'end' | 'chunk-end' | 'list' | 'broken';

/** Before the beginning of any string of a value. */
const NO_STRING = -1_000_000_000;

// Kinds of bytes outside and inside of strings. The tables live in this file and not in a shared one,
// because compiled imports are looked up on each use, which would cost the loops below a lookup per byte.
const PLAIN = 0;
const STRING = 1;
const OPENING = 2;
const CLOSING = 3;
const LINE_END = 4;
const ESCAPE = 5;
const OUTSIDE = byteTable([
  ['"', STRING],
  ['{[', OPENING],
  ['}]', CLOSING],
  ['\n', LINE_END],
]);
const INSIDE = byteTable([
  ['"', STRING],
  ['\\', ESCAPE],
  ['\n', LINE_END],
]);

/** What the end of a chunk cut in two. */
type Cut = 'none' | 'string' | 'escape' | 'line-end';

/**
 * Finds the end of one JSON value in chunks of bytes. It follows only strings and nesting; `JSON.parse` judges the
 * rest. It notices early what would make it read on to the end of the file: brackets that do not match, a string that
 * does not end on its line, and a line that begins with `{` or `[` where neither is allowed, as after a truncated
 * line.
 *
 * A table lookup for each byte beats `Buffer.indexOf` here: strings in records are some twenty bytes.
 */
export class ValueScanner {
  /** Where the scan stopped: after the value or bracket, or at the byte that cannot be. */
  position = 0;
  /** Where the last string of the value began, in the chunk; negative when in an earlier one. */
  stringStart = 0;
  /** What is wrong, after a stop at `broken`. */
  fault = '';
  /** Whether that is a line that begins at `position`. */
  isAtLineStart = false;

  private readonly watch: StringWatch;
  private readonly nesting = new Nesting();
  private lineEnds = 0;
  private watchesLists = false;
  private cut: Cut = 'none';
  /** The last byte of the earlier chunks that is not white space. */
  private significant = 0;

  constructor(watch: StringWatch) {
    this.watch = watch;
  }

  /**
   * Begins a value.
   *
   * @param watchesLists whether to stop at lists that are members of it.
   */
  begin(watchesLists: boolean): void {
    this.watch.reset();
    this.stringStart = NO_STRING;
    this.nesting.clear();
    this.cut = 'none';
    this.isAtLineStart = false;
    this.watchesLists = watchesLists;
  }

  /** Continues in an object after a list that is a member of it. */
  resumeObject(): void {
    this.begin(true);
    this.nesting.enterObject();
  }

  /** Scans on from where the value begins in the chunk or, in further chunks, from their beginning. */
  scan(chunk: Buffer, from: number): ScanStop {
    if (this.cut === 'none') {
      return this.scanFrom(chunk, from);
    }
    const at = this.resumeCut(chunk, from);
    return this.nesting.depth === 0 ? this.endText(chunk, at) : this.scanFrom(chunk, at);
  }

  /** How many line ends it passed since the last call. */
  takeLineEnds(): number {
    const { lineEnds } = this;
    this.lineEnds = 0;
    return lineEnds;
  }

  private scanFrom(chunk: Buffer, from: number): ScanStop {
    let at = from;
    while (at >= 0 && at < chunk.length) {
      const kind = OUTSIDE[chunk[at] as number] as number;
      if (kind === PLAIN) {
        at += 1;
      } else if (kind === STRING) {
        this.stringStart = at;
        at = this.skipString(chunk, at + 1);
        this.watch.take(chunk, this.stringStart, at);
        if (this.nesting.depth === 0) {
          return this.endText(chunk, at);
        }
      } else {
        const stop = this.takeStructure(chunk, at, kind);
        if (stop !== undefined) {
          return stop;
        }
        at += 1;
      }
    }
    return at < 0 ? 'broken' : this.leave(chunk);
  }

  /** Stops at the end of a value that is a string. */
  private endText(chunk: Buffer, at: number): ScanStop {
    if (at < 0 || this.cut !== 'none') {
      return at < 0 ? 'broken' : this.leave(chunk);
    }
    this.position = at;
    return 'end';
  }

  /** Skips to after the closing quote; returns -1 when the string cannot be one. */
  private skipString(chunk: Buffer, from: number): number {
    const end = chunk.length;
    let at = from;
    while (at < end) {
      const kind = INSIDE[chunk[at] as number] as number;
      if (kind === PLAIN) {
        at += 1;
      } else if (kind === STRING) {
        return at + 1;
      } else if (kind === ESCAPE && chunk[at + 1] !== NEWLINE) {
        this.watch.takeUnknown();
        at += 2;
      } else {
        return this.breakString(chunk[at] === BACKSLASH ? at + 1 : at);
      }
    }
    this.cut = at > end ? 'escape' : 'string';
    this.watch.takeUnknown();
    return end;
  }

  private breakString(at: number): -1 {
    this.fail(at, 'A string does not end on its line');
    return -1;
  }

  private takeStructure(chunk: Buffer, at: number, kind: number): ScanStop | undefined {
    this.position = at + 1;
    if (kind === LINE_END) {
      return this.takeLineEnd(chunk, at);
    }
    return kind === OPENING ? this.open(chunk[at] as number) : this.close(chunk[at] as number);
  }

  private open(bracket: number): ScanStop | undefined {
    if (!this.nesting.open(bracket)) {
      return this.fail(this.position - 1, `This value has more than ${MAX_DEPTH} nested levels`);
    }
    const isMember = this.nesting.depth === 2;
    return this.watchesLists && isMember && bracket === OPEN_LIST ? 'list' : undefined;
  }

  private close(bracket: number): ScanStop | undefined {
    if (!this.nesting.close(bracket)) {
      return this.fail(this.position - 1, 'Brackets do not match');
    }
    return this.nesting.depth === 0 ? 'end' : undefined;
  }

  private takeLineEnd(chunk: Buffer, at: number): ScanStop | undefined {
    this.lineEnds += 1;
    if (at + 1 === chunk.length) {
      this.cut = 'line-end';
      return undefined;
    }
    if (!isOpening(chunk[at + 1])) {
      return undefined;
    }
    return this.nesting.allowsOpeningAfter(this.significantBefore(chunk, at))
      ? undefined
      : this.failAtLine(at + 1);
  }

  /** Handles what the end of the previous chunk cut. @returns where to continue, or -1. */
  private resumeCut(chunk: Buffer, from: number): number {
    const { cut } = this;
    this.cut = 'none';
    if (cut === 'line-end') {
      if (isOpening(chunk[from]) && !this.nesting.allowsOpeningAfter(this.significant)) {
        this.failAtLine(from);
        return -1;
      }
      return from;
    }
    if (cut === 'escape' && chunk[from] === NEWLINE) {
      return this.breakString(from);
    }
    return this.skipString(chunk, cut === 'escape' ? from + 1 : from);
  }

  private significantBefore(chunk: Buffer, end: number): number {
    let at = end - 1;
    while (at >= 0 && isSpace(chunk[at])) {
      at -= 1;
    }
    return at < 0 ? this.significant : (chunk[at] as number);
  }

  private leave(chunk: Buffer): ScanStop {
    this.significant = this.significantBefore(chunk, chunk.length);
    this.stringStart -= chunk.length;
    this.position = chunk.length;
    return 'chunk-end';
  }

  private failAtLine(at: number): ScanStop {
    this.fail(at, 'The next line starts another value before this one ends');
    this.isAtLineStart = true;
    return 'broken';
  }

  private fail(at: number, fault: string): ScanStop {
    this.position = at;
    this.fault = fault;
    this.isAtLineStart = false;
    return 'broken';
  }
}
