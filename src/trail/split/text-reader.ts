import { nextStart, startsWith } from './next-start';
import { TextWindow } from './text-window';
import { type TextSink, tooLarge, ValueReader } from './value-reader';
import { type Scanned, type ScanOptions, valueScan } from './value-scan';
import { type Unclosed, wholeParts } from './whole-parts';

/** Which records to pass over, and the size above which a value is a problem and is not kept in memory. */
export type TextOptions = Pick<ScanOptions, 'names' | 'maxBytes'>;

/** How a log file of a trail begins, up to its first record. */
const LOG_FILE = Buffer.from('{"Records":[');
const RECORDS = Buffer.from('{"Records"');
/** How nearly all of them end, which needs no further look. */
const END_OF_LOG_FILE = Buffer.from(']}');

/** How a record of CloudTrail begins. */
const RECORD = '{"eventVersion"';

const FAULTS = {
  mismatch: 'Brackets do not match',
  'cut-string': 'A string does not end on its line',
  'cut-line': 'The next line starts another value before this one ends',
} as const;

/** A list whose elements are read one by one. */
interface OpenList {
  /** The document up to and with the bracket that opens the list. */
  readonly beginning: Buffer;
  /** Whether the document is broken, so that the list may have ended. */
  readonly isBroken: boolean;
}

/**
 * Reads JSON text that comes in chunks: one value after the other, in any layout. A log file gives its records one by
 * one, and so does a document that is too large to keep. What is broken is a problem, and costs nothing that is whole.
 */
export class TextReader {
  private readonly options: TextOptions;
  private readonly window = new TextWindow();
  private readonly values: ValueReader;
  private list: OpenList | undefined;
  /** Whether a comma comes before the next element of the list. */
  private needsComma = false;
  /** Whether the text from here on is broken until the next value begins. */
  private isSearching = false;
  /** How that value may begin. */
  private wanted = Buffer.alloc(0);
  private isEnd = false;

  constructor(sink: TextSink, options: TextOptions) {
    this.options = options;
    this.values = new ValueReader(this.window, sink, options.maxBytes);
  }

  /** Takes the next chunk, which must not change afterwards. */
  push(chunk: Buffer): void {
    if (this.window.push(chunk)) {
      this.run();
    }
  }

  /**
   * Ends the text.
   *
   * @param isCut whether the rest of the text cannot be read. A value that it cuts is then not a problem of the text.
   */
  end(isCut: boolean): void {
    this.isEnd = true;
    this.run();
    const { bytes } = this.window;
    const isListOpen = this.list !== undefined && !this.list.isBroken;
    if (!this.isSearching && (bytes.length > 0 || isListOpen)) {
      const unclosed = wholeParts(bytes);
      if (!isCut) {
        this.values.report('The text ends before this value does', this.elementIn(unclosed));
      }
      this.values.readParts(unclosed, 0);
    }
  }

  private run(): void {
    this.window.join();
    let at: number | undefined = 0;
    while (at !== undefined) {
      at = this.isSearching ? this.search(at) : this.step(at);
    }
  }

  /** Reads values from an offset on. @returns where to go on, or undefined if that takes more text. */
  private step(at: number): number | undefined {
    const { list, needsComma, options, values } = this;
    const isList = list !== undefined;
    const scan = valueScan();
    const scanned = scan.scan(this.window.bytes, at, { ...options, isList, needsComma });
    for (let index = 0; index < scanned.listed; index += 1) {
      const { start, end, isAscii, isTooDeep, print } = scan.listed(index);
      if (isTooDeep) {
        values.report('This value has too many nested levels', start);
      } else {
        values.read(start, end, isAscii ? 'latin1' : 'utf8', print);
      }
    }
    if (scanned.passed > 0) {
      values.pass(scanned.passed);
    }
    this.needsComma = isList && (needsComma || scanned.end > at);
    return this.afterScan(scanned);
  }

  private afterScan(scanned: Scanned): number | undefined {
    switch (scanned.stop) {
      case 'full':
        return scanned.end;
      case 'records':
        this.list = { beginning: LOG_FILE, isBroken: false };
        return scanned.next;
      case 'more':
        return scanned.next < this.window.bytes.length
          ? this.wait(scanned.next)
          : this.takeOther(scanned.end);
      case 'other':
        return this.takeOther(scanned.end);
      default:
        return this.recover(scanned.stop, scanned.next, scanned.brokenAt);
    }
  }

  /** Waits for the rest of a value, unless it is too large. */
  private wait(start: number): number | undefined {
    const { bytes } = this.window;
    const { maxBytes } = this.options;
    if (bytes.length - start <= maxBytes) {
      this.needsComma = false;
      return this.drop(start);
    }
    const unclosed = wholeParts(bytes.subarray(start));
    const list = unclosed.find(({ isList, parts }) => isList && parts.length > 0);
    if (this.list !== undefined || list === undefined) {
      this.values.report(tooLarge(maxBytes), start);
      this.values.readParts(unclosed, start);
      this.searchLike(start);
      return bytes.length;
    }
    for (const part of list.parts) {
      this.values.read(start + part.start, start + part.end);
    }
    this.list = { beginning: beginningOf(bytes.subarray(start), list), isBroken: false };
    this.needsComma = true;
    return start + (list.parts.at(-1)?.end ?? 0);
  }

  /** Takes what is between two values, and the end of the list. */
  private takeOther(from: number): number | undefined {
    const { bytes } = this.window;
    const { at, hasComma } = afterSeparators(bytes, from);
    this.needsComma = this.needsComma && !hasComma;
    if (at === bytes.length) {
      return this.drop(at);
    }
    const byte = String.fromCharCode(bytes[at] as number);
    if (this.list === undefined) {
      return '{['.includes(byte) ? at : this.takeStray(at, byte);
    }
    return '{['.includes(byte) ? this.takeElement(at) : this.leaveList(this.list, at, byte);
  }

  private takeElement(at: number): number {
    if (this.needsComma) {
      // This may be the next document after a truncated one, rather than an element.
      if (this.list?.isBroken === false) {
        this.values.report('A comma is missing before this', at);
      }
      this.list = undefined;
    }
    return at;
  }

  /** Reads the rest of a document as if its list had been empty before. */
  private leaveList({ beginning, isBroken }: OpenList, at: number, byte: string): number {
    this.list = undefined;
    this.needsComma = false;
    if (isBroken && byte !== ']') {
      return at;
    }
    if (beginning === LOG_FILE && startsWith(this.window.bytes, at, END_OF_LOG_FILE)) {
      return at + END_OF_LOG_FILE.length;
    }
    this.window.restart(beginning, at);
    return 0;
  }

  /** Takes a text outside of all objects and lists. */
  private takeStray(at: number, byte: string): number | undefined {
    const { values } = this;
    const { bytes } = this.window;
    if (']}'.includes(byte)) {
      if (!values.isLost(at)) {
        values.report('A closing bracket has no opening bracket', at);
      }
      return at + 1;
    }
    if (values.isLost(at)) {
      this.searchLike();
      return at;
    }
    const lineEnd = bytes.indexOf('\n', at);
    if (lineEnd < 0 && !this.isEnd && bytes.length - at <= this.options.maxBytes) {
      return this.drop(at);
    }
    const end = lineEnd < 0 ? bytes.length : lineEnd;
    if (values.readLine(at, end)) {
      return end;
    }
    values.report('This is not JSON', at);
    values.isSilent = !values.hasRead;
    this.searchLike();
    return at;
  }

  /** Reports a broken value, and reads what is whole in it. */
  private recover(fault: keyof typeof FAULTS, start: number, brokenAt: number): number {
    const value = this.window.bytes.subarray(start, brokenAt);
    const unclosed = wholeParts(value);
    const element = start + this.elementIn(unclosed);
    this.values.report(FAULTS[fault], element);
    this.values.readParts(unclosed, start);
    if (fault === 'mismatch') {
      return this.afterMismatch(brokenAt);
    }
    const list = unclosed.findIndex(({ isList }) => isList);
    if (this.list === undefined && list >= 0 && list + 1 < unclosed.length) {
      const beginning = beginningOf(value, unclosed[list] as Unclosed);
      this.list = { beginning, isBroken: true };
    }
    this.needsComma = false;
    if (fault === 'cut-string') {
      this.searchLike(element);
      return brokenAt;
    }
    const next = brokenAt + 1;
    if (startsWith(this.window.bytes, next, RECORDS)) {
      this.list = undefined;
    }
    return next;
  }

  /** A bracket that ends the broken value belongs to it; one that ends the list does not. */
  private afterMismatch(at: number): number {
    const isEndOfList = this.window.bytes[at] === ']'.charCodeAt(0);
    this.needsComma = this.list !== undefined;
    return this.list !== undefined && !isEndOfList ? at + 1 : at;
  }

  /** Starts the search for the next value: one like a value that was given up, or a record of CloudTrail. */
  private searchLike(at?: number): void {
    const beginning = at === undefined ? '' : this.window.bytes.toString('latin1', at, at + 64);
    this.wanted = Buffer.from(/^\{\s*"[^"\\]+"/.exec(beginning)?.[0] ?? RECORD, 'latin1');
    this.isSearching = true;
    this.needsComma = false;
  }

  private search(from: number): number | undefined {
    const { at, isFound } = nextStart(this.window.bytes, from, this.wanted);
    this.isSearching = !isFound;
    return isFound ? at : this.drop(this.isEnd ? this.window.bytes.length : at);
  }

  /** Waits for more text after an offset. */
  private drop(at: number): undefined {
    this.window.drop(at);
  }

  /** Where the innermost element begins that may be a record: in a document, the one in its list. */
  private elementIn(unclosed: readonly Unclosed[]): number {
    const list = this.list === undefined ? unclosed.findIndex(({ isList }) => isList) : -1;
    return list < 0 ? 0 : (unclosed[list + 1]?.start ?? 0);
  }
}

function beginningOf(document: Buffer, list: Unclosed): Buffer {
  return Buffer.from(document.subarray(0, list.start + 1));
}

/** Skips white space, commas and byte order marks. */
function afterSeparators(
  bytes: Buffer,
  from: number,
): { readonly at: number; readonly hasComma: boolean } {
  let at = from;
  while (
    at < bytes.length &&
    ' \t\r\n,\u00ef\u00bb\u00bf'.includes(String.fromCharCode(bytes[at] as number))
  ) {
    at += 1;
  }
  return { at, hasComma: bytes.subarray(from, at).includes(',') };
}
