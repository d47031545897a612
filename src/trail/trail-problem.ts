import { cleanText } from '../detection/text';

/** Part of a trail file that cannot be read. The rest of the file is read. */
export interface TrailProblem {
  /** The path of the file, as given. */
  readonly file: string;
  /** The line of the text, from 1; absent when the problem is with the file as stored. */
  readonly line?: number;
  /** Bytes before the problem: of the decompressed text if there is a line, else of the file as stored. */
  readonly offset: number;
  /** What is wrong, printable. */
  readonly message: string;
}

/** Problems of one file that are shown. The others are only counted. */
const MAX_PROBLEMS = 20;

/** UTF-8 bytes of the broken text that a message shows. */
const EXCERPT_BYTES = 60;

/** Collects the problems of one file, up to a limit. */
export class ProblemLog {
  private readonly file: string;
  private pending: TrailProblem[] = [];
  private total = 0;
  private last: Pick<TrailProblem, 'line' | 'offset'> = { offset: 0 };

  constructor(file: string) {
    this.file = file;
  }

  /** @param start the broken text, whose beginning is shown; empty to show nothing of it. */
  addText(fault: string, start: Buffer, offset: number, line: number): void {
    const text = start.subarray(0, EXCERPT_BYTES * 4).toString();
    const excerpt = cleanText(text, EXCERPT_BYTES).trim();
    const shown = excerpt === '' ? '' : `: ${excerpt}${excerpt.length < text.length ? '…' : ''}`;
    this.add(`${fault}${shown}`, { line, offset });
  }

  /** Adds a problem with a row that comes without text. */
  addRow(fault: string, row: number): void {
    this.add(`Row ${row}: ${fault}`, { offset: 0 });
  }

  /** Adds a problem with the file as stored; it is always shown. */
  addFile(message: string, offset: number): void {
    this.pending.push({ file: this.file, offset, message });
  }

  /** Adds how many problems are not shown. */
  end(): void {
    const hidden = this.total - MAX_PROBLEMS;
    if (hidden > 0) {
      const message = `${hidden} more problems in this file; this is the position of the last one`;
      this.pending.push({ file: this.file, ...this.last, message });
    }
  }

  /** The problems since the last call. */
  take(): TrailProblem[] {
    const { pending } = this;
    this.pending = [];
    return pending;
  }

  private add(message: string, place: Pick<TrailProblem, 'line' | 'offset'>): void {
    this.total += 1;
    this.last = place;
    if (this.total <= MAX_PROBLEMS) {
      this.pending.push({ file: this.file, ...place, message });
    }
  }
}
