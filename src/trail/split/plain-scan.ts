import { OPEN_OBJECT } from './json-bytes';
import { PLAIN_SCAN_CODE } from './plain-scan-code';
import type { StringWatch } from './string-watch';
import type { WatchedStrings } from './watched-strings';

/** What `tools/assembly/plain-scan.ts` exports. Places are addresses in its memory. */
interface ScanCode {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly watched: Place;
  readonly watchedBytes: Place;
  readonly text: Place;
  setWatched(count: number, noneOfBits: number, allOfBits: number): void;
  passOver(from: number, end: number, maxBytes: number): number;
  passedRecords(): number;
  scan(from: number, end: number, isDocument: number): number;
  foundBits(): number;
}

interface Place {
  readonly value: number;
}

/** The part of it used here. Node.js has it, but its types do not. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

const PAGE_BYTES = 64 * 1024;

/** The code reads whole blocks, the last of which may begin just before the end of the text. */
const BLOCK_BYTES = 64;

/** One per thread, because its memory is too large for one per file. Created on first use. */
let scan: PlainScan | undefined;

/**
 * Finds the end of a plain record: an object in one chunk and on one line, without an escape. Nearly all records are
 * plain. It finds what `ValueScanner` would find, many times faster. At anything unusual it gives up, and
 * `ValueScanner` starts again at the same byte.
 *
 * @param chunk must not change after it was scanned.
 * @param from offset in the chunk.
 * @param isDocument whether lists of records may be members of the object, which is then not plain.
 * @param watch takes the strings of the object.
 * @returns the offset after the object, or -1 where no plain one begins here.
 */
export function endOfPlainRecord(
  chunk: Buffer,
  from: number,
  isDocument: boolean,
  watch: StringWatch,
): number {
  if (chunk[from] !== OPEN_OBJECT) {
    return -1;
  }
  scan ??= new PlainScan();
  return scan.endOf(chunk, from, isDocument, watch);
}

/** Records that were skipped. */
export interface PassedRecords {
  readonly count: number;
  /** The offset after the last of them. */
  readonly end: number;
}

/**
 * Skips the records of a list that are plain and that the filter rules out, as long as only one comma separates them.
 * In most trails, these are nearly all records.
 *
 * @param chunk must not change after it was scanned.
 * @param from offset in the chunk, where a record of a list begins.
 * @param maxBytes of a record.
 */
export function passOverRecords(
  chunk: Buffer,
  from: number,
  strings: WatchedStrings,
  maxBytes: number,
): PassedRecords {
  scan ??= new PlainScan();
  return scan.passOver(chunk, from, strings, maxBytes);
}

/** The compiled code and its memory. */
class PlainScan {
  private readonly code: ScanCode;
  private readonly text: number;
  private memory: Uint8Array;
  private loaded: Buffer = Buffer.alloc(0);
  private strings: WatchedStrings | undefined;

  constructor() {
    const module = new WebAssembly.Module(Buffer.from(PLAIN_SCAN_CODE, 'base64'));
    this.code = new WebAssembly.Instance(module).exports as ScanCode;
    this.text = this.code.text.value;
    this.memory = new Uint8Array(this.code.memory.buffer);
  }

  passOver(chunk: Buffer, from: number, strings: WatchedStrings, maxBytes: number): PassedRecords {
    const start = this.addressOf(chunk, strings);
    const end = this.code.passOver(start + from, start + chunk.length, maxBytes);
    return { count: this.code.passedRecords(), end: end - start };
  }

  endOf(chunk: Buffer, from: number, isDocument: boolean, watch: StringWatch): number {
    const { code } = this;
    const start = this.addressOf(chunk, watch.strings);
    const end = code.scan(start + from, start + chunk.length, isDocument ? 1 : 0);
    watch.reset();
    watch.takeBits(code.foundBits());
    return end === 0 ? -1 : end - start;
  }

  /** The address of a chunk in memory, after the watched strings. */
  private addressOf(chunk: Buffer, strings: WatchedStrings): number {
    if (strings !== this.strings) {
      this.lookFor(strings);
    }
    if (!isPart(chunk, this.loaded)) {
      this.load(chunk);
    }
    return this.text + chunk.byteOffset - this.loaded.byteOffset;
  }

  private load(chunk: Buffer): void {
    const missing = this.text + chunk.length + BLOCK_BYTES - this.memory.length;
    if (missing > 0) {
      this.code.memory.grow(Math.ceil(missing / PAGE_BYTES));
      this.memory = new Uint8Array(this.code.memory.buffer);
    }
    this.memory.set(chunk, this.text);
    this.loaded = chunk;
  }

  /** Writes the watched strings for the code: three numbers and the bytes of each. */
  private lookFor(strings: WatchedStrings): void {
    const { code, memory } = this;
    const table = new DataView(code.memory.buffer, code.watched.value);
    let at = code.watchedBytes.value;
    for (const [index, { bytes, bit }] of strings.list.entries()) {
      for (const [member, value] of [at, bytes.length, bit].entries()) {
        table.setUint32(4 * (3 * index + member), value, true);
      }
      memory.set(bytes, at);
      at += bytes.length;
    }
    code.setWatched(strings.list.length, strings.anyOfBits, strings.allOfBits);
    this.strings = strings;
  }
}

/** Whether a chunk is the other one or part of it, as after each return to broken text. */
function isPart(chunk: Buffer, whole: Buffer): boolean {
  const start = chunk.byteOffset - whole.byteOffset;
  return chunk.buffer === whole.buffer && start >= 0 && start + chunk.length <= whole.length;
}
