import { byteTable, parseJson } from './json-bytes';
import { isRecordListKey, MAX_KEY_DISTANCE } from './record-list-key';
import type { Recovery } from './recovery';
import type { StringWatch } from './string-watch';
import type { TextCursor } from './text-cursor';
import { type ScanStop, ValueScanner } from './value-scanner';

/** Bytes that a number, `true`, `false` or `null` begins with, and bytes that end it. */
const WORD_START = byteTable([['-0123456789tfn', 1]]);
const WORD_END = byteTable([[' \t\r\n,]}[{"', 1]]);

/** Reads one value from the cursor on; the bytes of it are those that the cursor then has marked. */
export class ValueReader {
  private readonly scanner: ValueScanner;
  private readonly cursor: TextCursor;
  private readonly recovery: Recovery;
  private readonly maxRecordBytes: number;
  private isWord = false;

  constructor(cursor: TextCursor, recovery: Recovery, watch: StringWatch, maxRecordBytes: number) {
    this.scanner = new ValueScanner(watch);
    this.cursor = cursor;
    this.recovery = recovery;
    this.maxRecordBytes = maxRecordBytes;
  }

  /** What is wrong, after a stop at `broken`. */
  get fault(): string {
    return this.scanner.fault;
  }

  /** Whether the value is broken by a line that begins at the cursor. */
  get isAtLineStart(): boolean {
    return this.scanner.isAtLineStart;
  }

  /**
   * Begins the value at the cursor.
   *
   * @param isDocument whether to stop at the lists that are members of it.
   */
  begin(isDocument: boolean): void {
    const { cursor } = this;
    cursor.mark();
    this.isWord = WORD_START[cursor.chunk[cursor.at] as number] !== 0;
    this.scanner.begin(isDocument);
  }

  /** Goes on in an object after a list that is a member of it; the cursor is at the end of the list. */
  resumeObject(): void {
    this.cursor.mark();
    this.cursor.at += 1;
    this.isWord = false;
    this.scanner.resumeObject();
  }

  /**
   * Reads on in the chunk, and stops at no other lists than those that hold records.
   * A value that is too large to keep is reported and dropped.
   */
  read(): ScanStop {
    const { cursor } = this;
    const stop = this.isWord ? this.readWord() : this.scan();
    if (cursor.markedBytes > this.maxRecordBytes) {
      this.recovery.dropMarked(
        `This value exceeds ${this.maxRecordBytes} bytes, the limit for a record`,
      );
    }
    return stop;
  }

  /** Whether the value is a word, such as `true`. With nothing after it, only the end of the text ends it. */
  get isOpenEnded(): boolean {
    return this.isWord;
  }

  /** Whether the value is a word that means nothing in JSON. */
  isUnknownWord(): boolean {
    return this.isWord && !this.cursor.isDropped && parseJson(this.cursor.marked()) === undefined;
  }

  private scan(): ScanStop {
    const { cursor, scanner } = this;
    let stop: ScanStop;
    do {
      stop = scanner.scan(cursor.chunk, cursor.at);
      cursor.at = scanner.position;
    } while (stop === 'list' && !this.isRecordList());
    cursor.line += scanner.takeLineEnds();
    return stop;
  }

  /** Whether the list that just opened holds records. Its key is the last string before it. */
  private isRecordList(): boolean {
    const { cursor, scanner } = this;
    const isKept = !cursor.isDropped && cursor.markedBytes <= this.maxRecordBytes;
    const isNear = cursor.at - scanner.stringStart <= MAX_KEY_DISTANCE;
    return isKept && isNear && isRecordListKey(cursor.since(scanner.stringStart));
  }

  private readWord(): ScanStop {
    const { cursor } = this;
    const { chunk } = cursor;
    while (cursor.at < chunk.length && WORD_END[chunk[cursor.at] as number] === 0) {
      cursor.at += 1;
    }
    return cursor.at < chunk.length ? 'end' : 'chunk-end';
  }
}
