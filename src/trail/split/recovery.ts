import { isOpening, NEWLINE } from './json-bytes';
import type { TextCursor } from './text-cursor';

/**
 * Takes a problem of the text: what is wrong with it, how it begins, and where: bytes of text before
 * it, and its line, from 1.
 */
export type ProblemSink = (fault: string, start: Buffer, offset: number, line: number) => void;

/** How often the same text is gone back to: so many records in a row may be cut short without costing a whole one. */
const MAX_REWINDS = 16;

/** Bytes of what is broken that a problem is given. */
const EXCERPT_BYTES = 80;

/**
 * What to do where text is broken: say so once, and find where records begin again. That is at the
 * next line that begins with `{` or `[`, as in NDJSON; in a document laid out for reading, only the
 * next document begins so. The line is looked for from the beginning of what is broken, because a
 * record that was cut short can seem to go on in the lines after it. So can several in a row, each in the next; hence
 * the same text is gone back to some times, but not as often as somebody can write a bracket.
 */
export class Recovery {
  /** Whether what comes may be the rest of something broken. */
  isRecovering = false;
  /** Whether the file seems to be no JSON at all, so that it is pointless to report every line of it. */
  isSilent = false;
  private readonly cursor: TextCursor;
  private readonly problem: ProblemSink;
  private isAtLineStart = false;
  /** The text before this offset is known to be broken. */
  private knownTo = 0;
  /** How often what is known to be broken was gone back to. */
  private rewinds = 0;

  constructor(cursor: TextCursor, problem: ProblemSink) {
    this.cursor = cursor;
    this.problem = problem;
  }

  /** Reports the marked text, or else what is at the cursor, unless that is known to be broken. */
  report(fault: string): void {
    const { cursor } = this;
    const offset = cursor.isMarked ? cursor.markOffset : cursor.offset;
    if (offset >= this.knownTo && !this.isSilent) {
      const line = cursor.isMarked ? cursor.markLine : cursor.line;
      this.problem(fault, cursor.peek(EXCERPT_BYTES), offset, line);
    }
  }

  /** Reports the marked text as too large, and lets go of it. What comes of it belongs to this problem. */
  dropMarked(fault: string): void {
    this.report(fault);
    this.knownTo = Math.max(this.knownTo, this.cursor.offset);
    this.cursor.drop();
  }

  /**
   * Gives up what is being read. {@link findStart} says where to go on.
   *
   * @param isAtLineStart whether a line begins at the cursor.
   */
  giveUp(isAtLineStart: boolean): void {
    const { cursor } = this;
    const isKnown = cursor.markOffset < this.knownTo;
    const canRewind =
      cursor.isMarked && !cursor.isDropped && (!isKnown || this.rewinds < MAX_REWINDS);
    this.knownTo = Math.max(this.knownTo, cursor.offset);
    this.isAtLineStart = isAtLineStart && !canRewind;
    this.isRecovering = true;
    if (canRewind) {
      this.rewinds = isKnown ? this.rewinds + 1 : 0;
      cursor.rewind();
    } else {
      cursor.unmark();
    }
  }

  /** Goes to the next line that begins a value; returns false if it is not in this chunk. */
  findStart(): boolean {
    const { cursor } = this;
    while (cursor.at < cursor.chunk.length) {
      const byte = cursor.chunk[cursor.at] as number;
      if (this.isAtLineStart && isOpening(byte)) {
        return true;
      }
      this.isAtLineStart = byte === NEWLINE;
      cursor.line += this.isAtLineStart ? 1 : 0;
      cursor.at += 1;
    }
    return false;
  }
}
