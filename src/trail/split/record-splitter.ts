import { byteTable, CLOSE_LIST, isOpening, OPEN_LIST, OPEN_OBJECT } from './json-bytes';
import { endOfPlainRecord, passOverRecords } from './plain-scan';
import { type ProblemSink, Recovery } from './recovery';
import type { StringWatch } from './string-watch';
import { TextCursor } from './text-cursor';
import { ValueReader } from './value-reader';

/** Takes what a {@link RecordSplitter} finds. Offsets are in bytes of text; lines count from 1. */
export interface SplitterSink {
  /**
   * Takes the text of a record, which its brackets delimit. It may still be invalid JSON.
   *
   * @param bytes part of a chunk where possible; keeping it keeps the chunk in memory.
   */
  record(bytes: Buffer, offset: number, line: number): void;
  /** Counts records that the filter rules out by their strings. */
  skip(count: number): void;
  /** Takes a problem: text that cannot be a record. */
  readonly problem: ProblemSink;
}

// What a byte between values means.
const SPACE = 1;
const LINE_END = 2;
const SEPARATOR = 3;
const CLOSING = 4;
const VALUE = 5;
const BETWEEN = byteTable([
  [' \t\r', SPACE],
  ['\n', LINE_END],
  [',', SEPARATOR],
  [']}', CLOSING],
  ['{["-0123456789tfn', VALUE],
]);

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/**
 * Finds the records in JSON text that comes in chunks: one value after the other (NDJSON, or documents of any
 * layout), the elements of lists, and the elements of a `Records` or `Events` list in an object, whatever its other
 * members. Any other object is one record. It tolerates extra commas, and does not check the members around a list.
 * It keeps no more than the record that a chunk cuts in two.
 */
export class RecordSplitter {
  private readonly sink: SplitterSink;
  private readonly watch: StringWatch;
  private readonly cursor = new TextCursor();
  private readonly recovery: Recovery;
  private readonly reader: ValueReader;
  private readonly maxRecordBytes: number;
  private state: 'between' | 'value' | 'lost' = 'between';
  /** Whether the next values are elements of a list. */
  private isInList = false;
  /** Whether the next bytes belong to an object whose list is being or was read. */
  private isInFrame = false;
  /** Whether a value came since the last comma. */
  private isAfterValue = false;
  private hasRecord = false;

  constructor(sink: SplitterSink, watch: StringWatch, maxRecordBytes: number) {
    this.sink = sink;
    this.watch = watch;
    this.recovery = new Recovery(this.cursor, sink.problem);
    this.reader = new ValueReader(this.cursor, this.recovery, watch, maxRecordBytes);
    this.maxRecordBytes = maxRecordBytes;
  }

  /** Takes the next chunk, which must not change afterwards. */
  push(chunk: Buffer): void {
    this.cursor.feed(chunk);
    this.run();
  }

  /**
   * Ends the text.
   *
   * @param isCut whether the rest of the text cannot be read. A value that it cuts is then not a problem of the text.
   */
  end(isCut: boolean): void {
    while (this.isInList || (this.state === 'value' && !this.reader.isOpenEnded)) {
      this.lose(isCut ? undefined : 'The text ends before this value does');
      this.run();
    }
    if (this.state === 'value' && !isCut) {
      this.endValue();
    }
  }

  private run(): void {
    const { cursor } = this;
    while (cursor.at < cursor.chunk.length) {
      if (this.state === 'between') {
        this.readBetween();
      } else if (this.state === 'value') {
        this.readValue();
      } else if (this.recovery.findStart()) {
        this.state = 'between';
      }
    }
  }

  private readBetween(): void {
    const { cursor } = this;
    const byte = cursor.chunk[cursor.at] as number;
    switch (BETWEEN[byte]) {
      case LINE_END:
        cursor.line += 1;
        cursor.at += 1;
        return;
      case SPACE:
        cursor.at += 1;
        return;
      case SEPARATOR:
        this.isAfterValue = false;
        cursor.at += 1;
        return;
      case CLOSING:
        this.close(byte);
        return;
      case VALUE:
        this.begin(byte);
        return;
      default:
        this.takeUnknown(byte);
    }
  }

  private begin(byte: number): void {
    if (this.isInList && this.isAfterValue) {
      // This may be the next document after a truncated one, rather than an element.
      this.recovery.report('A comma is missing before this');
      this.leaveLists();
      this.recovery.isRecovering = true;
    }
    if (!this.isInList) {
      this.beginDocument(byte);
    } else if (byte !== OPEN_OBJECT || !this.passOver()) {
      this.beginValue(false);
    }
  }

  /** Skips the next records of a list that the filter rules out. @returns false if there are none. */
  private passOver(): boolean {
    const { cursor, watch, maxRecordBytes } = this;
    const { count, end } = passOverRecords(cursor.chunk, cursor.at, watch.strings, maxRecordBytes);
    if (count === 0) {
      return false;
    }
    cursor.at = end;
    this.isAfterValue = true;
    this.noteRecord();
    this.sink.skip(count);
    return true;
  }

  private beginDocument(byte: number): void {
    const { recovery } = this;
    recovery.isRecovering = recovery.isRecovering && !this.isAfterValue;
    if (recovery.isRecovering && !isOpening(byte)) {
      // More likely a part of what was broken than a value of its own.
      this.lose();
    } else if (byte === OPEN_LIST) {
      this.enterList();
      this.cursor.at += 1;
    } else {
      this.beginValue(byte === OPEN_OBJECT);
    }
  }

  private beginValue(isDocument: boolean): void {
    const { cursor } = this;
    const end = endOfPlainRecord(cursor.chunk, cursor.at, isDocument, this.watch);
    if (end === -1 || end - cursor.at > this.maxRecordBytes) {
      this.reader.begin(isDocument);
      this.state = 'value';
      return;
    }
    cursor.mark();
    cursor.at = end;
    this.isAfterValue = true;
    this.takeRecord();
  }

  private close(byte: number): void {
    if (!this.isInList || byte !== CLOSE_LIST) {
      const isKnown = this.recovery.isRecovering && !this.isInList;
      this.lose(isKnown ? undefined : 'A closing bracket has no opening bracket');
      return;
    }
    this.isInList = false;
    this.isAfterValue = true;
    if (this.isInFrame) {
      this.reader.resumeObject();
      this.state = 'value';
    } else {
      this.cursor.at += 1;
    }
  }

  private takeUnknown(byte: number): void {
    if (byte === BYTE_ORDER_MARK[this.cursor.offset]) {
      this.cursor.at += 1;
    } else {
      this.loseUnknown();
    }
  }

  private loseUnknown(): void {
    const isKnown = this.recovery.isRecovering && !this.isAfterValue;
    this.lose(isKnown ? undefined : 'This is not JSON');
    this.recovery.isSilent = !this.hasRecord;
  }

  private readValue(): void {
    const stop = this.reader.read();
    if (stop === 'broken') {
      this.lose(this.reader.fault);
    } else if (stop === 'end') {
      this.endValue();
    } else if (stop === 'list') {
      this.cursor.unmark();
      this.isInFrame = true;
      this.enterList();
    }
  }

  private endValue(): void {
    const { cursor } = this;
    if (!this.isInList && this.reader.isUnknownWord()) {
      this.loseUnknown();
      return;
    }
    this.state = 'between';
    this.isAfterValue = true;
    if (this.isInFrame && !this.isInList) {
      this.isInFrame = false;
    } else if (!cursor.isDropped) {
      this.takeRecord();
      return;
    }
    cursor.unmark();
  }

  /** Passes on the marked bytes as a record, unless the filter rules them out. */
  private takeRecord(): void {
    const { cursor } = this;
    this.noteRecord();
    if (this.watch.rulesOut) {
      this.sink.skip(1);
    } else {
      this.sink.record(cursor.marked(), cursor.markOffset, cursor.markLine);
    }
    cursor.unmark();
  }

  private noteRecord(): void {
    this.hasRecord = true;
    this.recovery.isSilent = false;
  }

  private enterList(): void {
    this.isInList = true;
    this.isAfterValue = false;
    this.state = 'between';
  }

  private leaveLists(): void {
    this.isInList = false;
    this.isInFrame = false;
    this.isAfterValue = false;
  }

  /** Gives up the current value. Reports it only with a fault. */
  private lose(fault?: string): void {
    if (fault !== undefined) {
      this.recovery.report(fault);
    }
    this.recovery.giveUp(this.state === 'value' && this.reader.isAtLineStart);
    this.leaveLists();
    this.state = 'lost';
  }
}
