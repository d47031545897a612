/** A place in a text that comes in chunks. */
export interface Place {
  /** Bytes of text before it. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
}

const NEWLINE = 0x0a;

/** The part of a text that was not read yet. Offsets within it are called `at`. */
export class TextWindow {
  bytes: Buffer = Buffer.alloc(0);
  /** How many of the bytes repeat the beginning of a document, see {@link restart}. */
  private repeated = 0;
  /** The place after these. */
  private start: Place = { offset: 0, line: 1 };
  /** The line that was looked up last. */
  private known = { at: 0, line: 1 };
  private waiting: Buffer[] = [];
  private waitingBytes = 0;

  /**
   * Adds a chunk.
   *
   * @returns whether a scan of the text is worth it. A value in many chunks is scanned from its beginning each time, so
   * the text has to double.
   */
  push(chunk: Buffer): boolean {
    this.waiting.push(chunk);
    this.waitingBytes += chunk.length;
    return this.waitingBytes >= this.bytes.length;
  }

  /** Makes the chunks since the last call part of the bytes. */
  join(): void {
    const chunks = this.bytes.length === 0 ? this.waiting : [this.bytes, ...this.waiting];
    this.bytes = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
    this.waiting = [];
    this.waitingBytes = 0;
  }

  /** Bytes that were repeated have the place after them. */
  placeOf(at: number): Place {
    const { repeated, start } = this;
    if (at <= repeated) {
      return start;
    }
    const known = this.known.at <= at ? this.known : { at: repeated, line: start.line };
    const passed = this.bytes.subarray(known.at, at);
    let { line } = known;
    for (let newline = passed.indexOf(NEWLINE); newline >= 0; line += 1) {
      newline = passed.indexOf(NEWLINE, newline + 1);
    }
    this.known = { at, line };
    return { offset: start.offset + at - repeated, line };
  }

  /** Removes the bytes before `at`. */
  drop(at: number): void {
    this.moveTo(this.placeOf(at), Math.max(0, this.repeated - at));
    this.bytes = this.bytes.subarray(at);
  }

  /** Goes on at `at` as if the beginning of a document, which was read before, came right before it. */
  restart(beginning: Buffer, at: number): void {
    this.moveTo(this.placeOf(at), beginning.length);
    this.bytes = Buffer.concat([beginning, this.bytes.subarray(at)]);
  }

  private moveTo(start: Place, repeated: number): void {
    this.start = start;
    this.repeated = repeated;
    this.known = { at: repeated, line: start.line };
  }
}
