import { ANY_STRING, type WatchedStrings } from './watched-strings';

/**
 * Notices watched strings while the end of a record is looked for. A search of the whole record afterwards would take as
 * long as that.
 */
export class StringWatch {
  readonly strings: WatchedStrings;
  private seen = 0;

  constructor(strings: WatchedStrings) {
    this.strings = strings;
  }

  /** Begins a record. */
  reset(): void {
    this.seen = 0;
  }

  /** Takes a string: the bytes of it with both quotes. */
  take(chunk: Buffer, start: number, end: number): void {
    this.seen |= this.strings.bitOf(chunk, start, end);
  }

  /** Takes strings that are known already, by their bits. */
  takeBits(bits: number): void {
    this.seen |= bits;
  }

  /** Takes a string of which only a part is at hand, or that holds an escape. */
  takeUnknown(): void {
    this.seen |= ANY_STRING;
  }

  /** Whether the record can be passed over. */
  get rulesOut(): boolean {
    return this.strings.rulesOut(this.seen);
  }
}
