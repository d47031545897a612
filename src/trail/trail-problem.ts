import { cleanText } from '../detection/text';

/** Something in a trail file that cannot be read. Everything else in the file is read. */
export interface TrailProblem {
  /** The path of the file as it was given. */
  readonly file: string;
  /** The line of the text, from 1; absent when the problem is with the file as it is stored. */
  readonly line?: number;
  /** Bytes before the problem: with a line, of (decompressed) text; without, of the file as stored. */
  readonly offset: number;
  /** What is wrong, printable. */
  readonly message: string;
}

/** A file is shown no more problems than this; of the rest, only the number is told. */
const MAX_PROBLEMS = 20;

/** Bytes of broken text that a message shows. */
const EXCERPT_BYTES = 60;

/** Collects the problems in the text of one file, with a limit. */
export class ProblemLog {
  private readonly file: string;
  private pending: TrailProblem[] = [];
  private total = 0;
  private last: { readonly line: number; readonly offset: number } = { line: 1, offset: 0 };

  constructor(file: string) {
    this.file = file;
  }

  /** @param start the broken text; only the beginning of it is shown. */
  addText(fault: string, start: Buffer, offset: number, line: number): void {
    this.total += 1;
    this.last = { line, offset };
    if (this.total <= MAX_PROBLEMS) {
      const text = start.subarray(0, EXCERPT_BYTES * 4).toString();
      const excerpt = cleanText(text, EXCERPT_BYTES).trim();
      const shown = excerpt === '' ? '' : `: ${excerpt}${excerpt.length < text.length ? '…' : ''}`;
      const message = `${fault}${shown}`;
      this.pending.push({ file: this.file, line, offset, message });
    }
  }

  /** Adds a problem with the file as it is stored; these are always shown. */
  addFile(message: string, offset: number): void {
    this.pending.push({ file: this.file, offset, message });
  }

  /** Ends the text: says how many problems were too many. */
  endText(): void {
    const hidden = this.total - MAX_PROBLEMS;
    if (hidden > 0) {
      const message = `Further problems in this text: ${hidden}; this is where the last one is.`;
      this.pending.push({ file: this.file, ...this.last, message });
    }
  }

  /** The problems since this was last asked. */
  take(): TrailProblem[] {
    const { pending } = this;
    this.pending = [];
    return pending;
  }
}
