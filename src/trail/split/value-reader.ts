import { isObject, textOf } from '../../detection/json';
import { type Found, type NotUnderstood, recordsIn } from '../formats/records-in';
import type { TextWindow } from './text-window';
import type { Fingerprint } from './value-scan';
import { type Part, type Unclosed, wholeParts } from './whole-parts';

/** A record, or something that is known to hold no call. */
type Understood = Exclude<Found, NotUnderstood>;

/** Takes what is found in a text. */
export interface TextSink {
  found(found: Understood, print?: Fingerprint): void;
  /** Takes a record that has the fingerprint of an earlier one. @returns false if the record has to be parsed. */
  isKnown(print: Fingerprint): boolean;
  /** Counts records that were passed over. */
  pass(count: number): void;
  /**
   * Takes a problem: what is wrong, how the text begins there, and where that is: bytes of text before it, and its
   * line, from 1.
   */
  problem(fault: string, start: Buffer, offset: number, line: number): void;
}

/** How deep to look in a broken document for what is whole: `[{"Records":[{…}]}]`. */
const MAX_LEVELS = 4;

/** Bytes of the broken text that a problem gets. */
const EXCERPT_BYTES = 240;

/** Reads the values of a text, and reports what is wrong with it. */
export class ValueReader {
  /** Whether there was a value so far. */
  hasRead = false;
  /** Whether the text seems not to be JSON at all, so that it is pointless to report more of it. */
  isSilent = false;
  private lostLine = 0;
  private print: Fingerprint | undefined;
  private readonly window: TextWindow;
  private readonly sink: TextSink;
  private readonly maxBytes: number;

  constructor(window: TextWindow, sink: TextSink, maxBytes: number) {
    this.window = window;
    this.sink = sink;
    this.maxBytes = maxBytes;
  }

  pass(count: number): void {
    this.noteRead();
    this.sink.pass(count);
  }

  /** Reads the value between two offsets. */
  read(start: number, end: number, encoding: BufferEncoding = 'utf8', print?: Fingerprint): void {
    if (print !== undefined && end - start <= this.maxBytes && this.sink.isKnown(print)) {
      this.noteRead();
      return;
    }
    const broken: Part[] = [];
    this.print = print;
    this.readWhole({ start, end }, encoding, 0, broken);
    this.print = undefined;
    this.reportAll(broken);
  }

  /** Reads what is whole in a broken text that begins at an offset. The problem with the text was reported. */
  readParts(unclosed: readonly Unclosed[], start: number): void {
    const broken: Part[] = [];
    if (this.readAll(partsOf(unclosed), start, 1, broken) > 0) {
      this.reportAll(broken);
    }
  }

  /** Reads a text that is a value but no object or list. @returns false if it is none. */
  readLine(start: number, end: number): boolean {
    const line = this.window.bytes.toString('utf8', start, end).replace(/[\s,]+$/, '');
    const parsed = parse(line);
    if (parsed !== undefined) {
      this.take(parsed.value, start, 0);
    }
    return parsed !== undefined;
  }

  /** @param end of the broken text, if it is known. */
  report(fault: string, at: number, end = this.window.bytes.length): void {
    const { offset, line } = this.window.placeOf(at);
    this.lostLine = line;
    if (!this.isSilent) {
      const start = this.window.bytes.subarray(at, Math.min(end, at + EXCERPT_BYTES));
      this.sink.problem(fault, start, offset, line);
    }
  }

  /** Whether a problem was reported on this line; the rest of the line means little. */
  isLost(at: number): boolean {
    return this.window.placeOf(at).line === this.lostLine;
  }

  private reportAll(broken: readonly Part[]): void {
    for (const { start, end } of broken) {
      const isTooLarge = end - start > this.maxBytes;
      this.report(isTooLarge ? tooLarge(this.maxBytes) : 'Invalid JSON', start, end);
    }
  }

  /**
   * @param level in how many broken values it is.
   * @param broken takes what is broken: of a document, the records.
   * @returns how many things in it were understood.
   */
  private readWhole(part: Part, encoding: BufferEncoding, level: number, broken: Part[]): number {
    const { start, end } = part;
    const { bytes } = this.window;
    const isTooLarge = end - start > this.maxBytes;
    const parsed = isTooLarge ? undefined : parse(bytes.toString(encoding, start, end));
    if (parsed !== undefined) {
      return this.take(parsed.value, start, level);
    }
    // Without its closing bracket, the value itself is not whole.
    const parts = partsOf(wholeParts(bytes.subarray(start, end - 1)));
    const within: Part[] = [];
    const understood = level < MAX_LEVELS ? this.readAll(parts, start, level + 1, within) : 0;
    if (understood === 0) {
      broken.push(part);
    } else if (within.length > 0) {
      broken.push(...within);
    } else if (!this.hasOnlyCommas(part, parts)) {
      broken.push(part);
    }
    return understood;
  }

  private readAll(parts: readonly Part[], from: number, level: number, broken: Part[]): number {
    let understood = 0;
    for (const { start, end } of parts) {
      understood += this.readWhole({ start: from + start, end: from + end }, 'utf8', level, broken);
    }
    return understood;
  }

  private take(value: unknown, start: number, level: number): number {
    this.noteRead();
    let understood = 0;
    for (const found of recordsIn(value)) {
      if (level > 0 && !isRecord(found)) {
        // A member of something broken, which is reported, and not a record of its own.
      } else if (found.kind === 'not-understood') {
        this.report(found.message, start, start);
      } else {
        const isWhole = found.kind === 'record' && found.record === value;
        this.sink.found(found, isWhole && level === 0 ? this.print : undefined);
        understood += 1;
      }
    }
    return understood;
  }

  /** Whether a value would be JSON without commas that are too many, its parts aside. */
  private hasOnlyCommas({ start, end }: Part, parts: readonly Part[]): boolean {
    const value = this.window.bytes.subarray(start, end);
    const ends = [0, ...parts.map((part) => part.end)];
    const between = ends.map((from, index) => value.toString('utf8', from, parts[index]?.start));
    const frame = between.join('0').replace(/([[{,]\s*)(,\s*)+/g, '$1');
    return parse(frame.replace(/,(?=\s*[\]}])/g, '')) !== undefined;
  }

  private noteRead(): void {
    this.hasRead = true;
    this.isSilent = false;
  }
}

function partsOf(unclosed: readonly Unclosed[]): Part[] {
  return unclosed.flatMap(({ parts }) => parts);
}

export function tooLarge(maxBytes: number): string {
  return `This value exceeds ${maxBytes} bytes, the limit for a record`;
}

function isRecord(found: Found): boolean {
  return (
    found.kind === 'record' &&
    isObject(found.record) &&
    textOf(found.record, 'eventSource') !== undefined &&
    textOf(found.record, 'eventName') !== undefined
  );
}

/** The value of a JSON text, or `undefined` if it is not JSON. */
function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
