import { isObject, textOf } from '../../detection/json';
import { type Found, type NotUnderstood, recordsIn } from '../formats/records-in';
import type { TextWindow } from './text-window';
import { type Unclosed, wholeParts } from './whole-parts';

/** A record, or something that is known to hold no call. */
type Understood = Exclude<Found, NotUnderstood>;

/** Takes what is found in a text. */
export interface TextSink {
  found(found: Understood): void;
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

const QUOTE = 0x22;

/** Reads the values of a text, and reports what is wrong with it. */
export class ValueReader {
  /** Whether there was a value so far. */
  hasRead = false;
  /** Whether the text seems not to be JSON at all, so that it is pointless to report more of it. */
  isSilent = false;
  private lostLine = 0;
  private problems = 0;
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
  read(start: number, end: number, encoding: 'latin1' | 'utf8' = 'utf8'): void {
    this.readWhole(start, end, encoding, 0);
  }

  /** Reads what is whole in a broken text that begins at an offset. The problem with the text was reported. */
  readParts(unclosed: readonly Unclosed[], start: number): void {
    for (const part of unclosed.flatMap(({ parts }) => parts)) {
      this.readWhole(start + part.start, start + part.end, 'utf8', 1);
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
    this.problems += 1;
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

  /**
   * @param level in how many broken values it is.
   * @returns how many things in it were understood.
   */
  private readWhole(start: number, end: number, encoding: BufferEncoding, level: number): number {
    const { bytes } = this.window;
    const isTooLarge = end - start > this.maxBytes;
    const parsed = isTooLarge ? undefined : parse(bytes.toString(encoding, start, end));
    if (parsed !== undefined) {
      return this.take(parsed.value, start, level);
    }
    if (bytes[start] === QUOTE) {
      return 0;
    }
    const problemsBefore = this.problems;
    const understood = level < MAX_LEVELS ? this.readWithin(start, end, level + 1) : 0;
    if (this.problems === problemsBefore && !(understood > 0 && this.hasOnlyCommas(start, end))) {
      this.report(isTooLarge ? tooLarge(this.maxBytes) : 'Invalid JSON', start, end);
    }
    return understood;
  }

  private readWithin(start: number, end: number, level: number): number {
    return this.partsWithin(start, end).reduce(
      (sum, part) => sum + this.readWhole(start + part.start, start + part.end, 'utf8', level),
      0,
    );
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
        this.sink.found(found);
        understood += 1;
      }
    }
    return understood;
  }

  private partsWithin(start: number, end: number) {
    // Without its closing bracket, the value itself is not whole.
    return wholeParts(this.window.bytes.subarray(start, end - 1)).flatMap(({ parts }) => parts);
  }

  /** Whether a value would be JSON without commas that are too many, its parts aside. */
  private hasOnlyCommas(start: number, end: number): boolean {
    const { bytes } = this.window;
    let at = start;
    let frame = '';
    for (const part of this.partsWithin(start, end)) {
      frame += `${bytes.toString('utf8', at, start + part.start)}0`;
      at = start + part.end;
    }
    frame += bytes.toString('utf8', at, end);
    return (
      parse(frame.replace(/([[{,]\s*)(,\s*)+/g, '$1').replace(/,(?=\s*[\]}])/g, '')) !== undefined
    );
  }

  private noteRead(): void {
    this.hasRead = true;
    this.isSilent = false;
  }
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
