import type { Unwrapped } from '../detection/cloudtrail/unwrap';
import { type Found, recordsIn } from './formats/records-in';
import type { TextFault, TextRow } from './formats/rows-in';
import type { TextBlock } from './gunzip';
import { TextReader } from './split/text-reader';
import type { Fingerprint } from './split/value-scan';
import { ProblemLog, type TrailProblem } from './trail-problem';

export interface ReadOptions {
  /**
   * Event names of the records to parse. Records of CloudTrail with another name are only counted, and checked no
   * further than their strings and brackets.
   *
   * @default all
   */
  readonly mayMatch?: readonly string[];
  /**
   * A larger record is a problem, and is not kept in memory.
   *
   * @default 64 MiB
   */
  readonly maxRecordBytes?: number;
}

/** Takes records one by one as they are read, so that they need no memory. */
export interface RecordSink {
  /** @param print see {@link RecordSink.isKnown}; absent, if the record has none. */
  found(found: Unwrapped, print?: Fingerprint): void;
  /** Takes a record that has the fingerprint of an earlier one. @returns false if the record has to be parsed. */
  isKnown(print: Fingerprint): boolean;
}

/** What else there is in a part of a file. */
export interface ReadPart {
  /** How many records were not parsed, because of `mayMatch`. */
  readonly skipped: number;
  readonly problems: TrailProblem[];
  /** Bytes of the file, as stored, read so far. */
  readonly bytesRead: number;
}

const MAX_RECORD_BYTES = 64 * 1024 * 1024;
const EVERY_RECORD: readonly string[] = [];
const NO_EXCERPT = Buffer.alloc(0);

/** The reading of one content of a source. */
export class ContentReading {
  /** Bytes of the source, as stored. */
  bytesRead: number;
  /** Records so far, and what is known to hold no call. */
  total = 0;
  readonly problems: ProblemLog;
  private readonly sink: RecordSink;
  private readonly text: TextReader;
  private skipped = 0;
  private rows = 0;

  constructor(name: string, options: ReadOptions, sink: RecordSink, bytesRead = 0) {
    this.sink = sink;
    this.bytesRead = bytesRead;
    const problems = new ProblemLog(name);
    this.problems = problems;
    this.text = new TextReader(
      {
        found: (found, print) => this.add(found, print),
        isKnown: (print) => {
          const isKnown = sink.isKnown(print);
          this.total += isKnown ? 1 : 0;
          return isKnown;
        },
        pass: (count) => {
          this.skipped += count;
          this.total += count;
        },
        problem: (...problem) => problems.addText(...problem),
      },
      {
        names: options.mayMatch ?? EVERY_RECORD,
        maxBytes: options.maxRecordBytes ?? MAX_RECORD_BYTES,
      },
    );
  }

  /** Takes a block of JSON text. */
  push({ text, bytesRead }: TextBlock): void {
    this.bytesRead = bytesRead;
    this.text.push(text);
  }

  /** Takes a row of a text that is not JSON. */
  takeTextRow(row: TextRow | TextFault): void {
    this.bytesRead = row.bytesRead;
    if ('fault' in row) {
      this.problems.addText(row.fault, NO_EXCERPT, row.offset, row.line);
      return;
    }
    for (const found of recordsIn(row.value)) {
      if (found.kind === 'not-understood') {
        this.problems.addText(found.message, NO_EXCERPT, row.offset, row.line);
      } else {
        this.add(found);
      }
    }
  }

  /** Takes a row that comes without text. */
  takeRow(value: unknown): void {
    this.rows += 1;
    for (const found of recordsIn(value)) {
      if (found.kind === 'not-understood') {
        this.problems.addRow(found.message, this.rows);
      } else {
        this.add(found);
      }
    }
  }

  /** What was read since the last call. */
  take(): ReadPart {
    const { skipped, bytesRead } = this;
    this.skipped = 0;
    return { skipped, problems: this.problems.take(), bytesRead };
  }

  /** @param isCut whether the content could not be read to its end. */
  end(isCut: boolean): void {
    this.text.end(isCut);
    this.problems.end();
  }

  private add(found: Exclude<Found, { kind: 'not-understood' }>, print?: Fingerprint): void {
    this.sink.found(found, print);
    this.total += 1;
  }
}
