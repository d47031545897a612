import { VALUE_SCAN_CODE } from './value-scan-code';

/** What `tools/assembly/value-scan.ts` exports. Places are addresses in its memory. */
interface ScanCode {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly table: { readonly value: number };
  readonly names: { readonly value: number };
  readonly keys: { readonly value: number };
  readonly text: { readonly value: number };
  setNames(count: number): void;
  scan(from: number, end: number, isList: boolean, needsComma: boolean, maxBytes: number): number;
  stopReason(): number;
  passedRecords(): number;
  listedValues(): number;
  brokenPlace(): number;
  nextPlace(): number;
}

/** The part of it used here. Node.js has it, but its types do not. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** Why a scan stopped; `tools/assembly/value-scan.ts` explains each. */
const STOPS = ['more', 'other', 'mismatch', 'cut-string', 'cut-line', 'full', 'records'] as const;

const PAGE_BYTES = 64 * 1024;

/** Bytes between two names. */
const NAME_BYTES = 64;

/** How far the code may read behind the text. */
const SPARE_BYTES = 256;

/** Random bytes for fingerprints. */
const KEY_BYTES = 2 * 4096;

/** Numbers in a row of the table, and where in it the members and the fingerprint are. */
const ROW = 16;
const [TIME, ID, REGION, PRINT] = [3, 5, 7, 12] as const;
const PRINT_BYTES = 16;

export interface ScanOptions {
  /** Whether the values are elements of a list, with commas between them. */
  readonly isList: boolean;
  /** Whether a comma comes before the first value. */
  readonly needsComma: boolean;
  /** A record is passed over if it has another event name. Without names, every value is listed. */
  readonly names: readonly string[];
  /** A larger record is not passed over. */
  readonly maxBytes: number;
}

/** Values in a text. Offsets are in bytes of the text. */
export interface Scanned {
  /** Where the last value ends. */
  readonly end: number;
  readonly stop: (typeof STOPS)[number];
  /** Where the next value begins, if it is an object or a list; of a log file, its first record. */
  readonly next: number;
  /** Where it is broken. */
  readonly brokenAt: number;
  /** How many records were passed over. */
  readonly passed: number;
  /** How many values there are to parse, see {@link ValueScan.listed}. */
  readonly listed: number;
}

/** A value to parse. */
interface ListedValue {
  readonly start: number;
  readonly end: number;
  readonly isAscii: boolean;
  readonly isTooDeep: boolean;
  readonly print: Fingerprint | undefined;
}

/** What is known of a record before it is parsed. */
export interface Fingerprint {
  /** Equal for two records only if they differ in nothing but times, ids and regions. */
  readonly text: string;
  /** Those of its members that vary. */
  readonly members: Readonly<Record<'eventTime' | 'eventID' | 'awsRegion', string>>;
}

/** One per thread, because its memory is too large for one per file. Created on first use. */
let shared: ValueScan | undefined;

export function valueScan(): ValueScan {
  shared ??= new ValueScan();
  return shared;
}

/** The compiled code and its memory. */
class ValueScan {
  private readonly code: ScanCode;
  private readonly start: number;
  private memory: Buffer;
  private rows: Uint32Array;
  private text: Buffer | undefined;
  private names: readonly string[] = [];

  constructor() {
    const module = new WebAssembly.Module(Buffer.from(VALUE_SCAN_CODE, 'base64'));
    this.code = new WebAssembly.Instance(module).exports as ScanCode;
    this.start = this.code.text.value;
    this.memory = Buffer.from(this.code.memory.buffer);
    this.rows = new Uint32Array(this.code.memory.buffer);
    const keys = this.code.keys.value;
    crypto.getRandomValues(this.memory.subarray(keys, keys + KEY_BYTES));
  }

  /** Finds the values from an offset on. The text must not change between two scans. */
  scan(text: Buffer, from: number, options: ScanOptions): Scanned {
    const { code, start } = this;
    this.load(text);
    this.lookFor(options.names);
    const { isList, needsComma, maxBytes } = options;
    const end = code.scan(start + from, start + text.length, isList, needsComma, maxBytes) - start;
    return {
      end,
      stop: STOPS[code.stopReason()] ?? 'other',
      next: code.nextPlace() - start,
      brokenAt: code.brokenPlace() - start,
      passed: code.passedRecords(),
      listed: code.listedValues(),
    };
  }

  /** A value that the last scan listed. */
  listed(index: number): ListedValue {
    const row = this.code.table.value / 4 + ROW * index;
    const flags = this.rows[row + 2] as number;
    return {
      start: this.rows[row] as number,
      end: this.rows[row + 1] as number,
      isAscii: (flags & 1) !== 0,
      isTooDeep: (flags & 2) !== 0,
      print: (flags & 4) !== 0 ? this.fingerprintAt(row) : undefined,
    };
  }

  private fingerprintAt(row: number): Fingerprint {
    const print = (row + PRINT) * 4;
    return {
      text: this.memory.toString('latin1', print, print + PRINT_BYTES),
      members: {
        eventTime: this.textAt(row + TIME),
        eventID: this.textAt(row + ID),
        awsRegion: this.textAt(row + REGION),
      },
    };
  }

  private textAt(place: number): string {
    const { rows, start } = this;
    const [from, to] = [rows[place] as number, rows[place + 1] as number];
    return this.memory.toString('latin1', start + from, start + to);
  }

  private load(text: Buffer): void {
    if (text === this.text) {
      return;
    }
    const missing = this.start + text.length + SPARE_BYTES - this.memory.length;
    if (missing > 0) {
      this.code.memory.grow(Math.ceil(missing / PAGE_BYTES));
      this.memory = Buffer.from(this.code.memory.buffer);
      this.rows = new Uint32Array(this.code.memory.buffer);
    }
    this.memory.set(text, this.start);
    this.text = text;
  }

  private lookFor(names: readonly string[]): void {
    if (names === this.names) {
      return;
    }
    for (const [index, name] of names.entries()) {
      this.memory.set(Buffer.from(`${name}"`), this.code.names.value + index * NAME_BYTES);
    }
    this.code.setNames(names.length);
    this.names = names;
  }
}
