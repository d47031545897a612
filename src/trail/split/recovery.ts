import { isOpening, NEWLINE } from './json-bytes';
import type { TextCursor } from './text-cursor';

/**
 * Takes a problem of the text: what is wrong with it, how it begins, and where: bytes of text before
 * it, and its line, from 1.
 */
export type ProblemSink = (fault: string, start: Buffer, offset: number, line: number) => void;

/** How often to return to the same text: this many truncated records in a row cost no intact record. */
const MAX_REWINDS = 16;

/** Bytes of the broken text that a problem gets. */
const EXCERPT_BYTES = 80;

/**
 * What to do with broken text: report it once, and find where records begin again. That is the next line that begins
 * with `{` or `[`, as in NDJSON; in an indented document, only the next document does. The search starts at the
 * beginning of the broken text, because a truncated record can seem to continue in the lines after it. Several in a
 * row can do so, each in the next, so the same text is returned to, but only a limited number of times.
 */
export class Recovery {
  /** Whether the next bytes may be the rest of broken text. */
  isRecovering = false;
  /** Whether the file seems not to be JSON at all, so that it is pointless to report every line. */
  isSilent = false;
  private readonly cursor: TextCursor;
  private readonly problem: ProblemSink;
  private isAtLineStart = false;
  /** The text before this offset is known to be broken. */
  private knownTo = 0;
  /** How often it returned to text that is known to be broken. */
  private rewinds = 0;

  constructor(cursor: TextCursor, problem: ProblemSink) {
    this.cursor = cursor;
    this.problem = problem;
  }

  /** Reports the marked text, or else the text at the cursor, unless it is known to be broken. */
  report(fault: string): void {
    const { cursor } = this;
    const offset = cursor.isMarked ? cursor.markOffset : cursor.offset;
    if (offset >= this.knownTo && !this.isSilent) {
      const line = cursor.isMarked ? cursor.markLine : cursor.line;
      this.problem(fault, cursor.peek(EXCERPT_BYTES), offset, line);
    }
  }

  /** Reports the marked text as too large, and drops it. The rest of it belongs to this problem. */
  dropMarked(fault: string): void {
    this.report(fault);
    this.knownTo = Math.max(this.knownTo, this.cursor.offset);
    this.cursor.drop();
  }

  /**
   * Gives up the current value. {@link findStart} finds where to continue.
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

  /** Goes to the next line that begins a value. @returns false if this chunk has none. */
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
