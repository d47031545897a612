import { ANY_STRING, type WatchedStrings } from './watched-strings';

/**
 * Notices watched strings during the search for the end of a record. A second search of the record would take as long
 * again.
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

  /** Takes strings that were found before, by their bits. */
  takeBits(bits: number): void {
    this.seen |= bits;
  }

  /** Takes a string that is only partly available, or that contains an escape. */
  takeUnknown(): void {
    this.seen |= ANY_STRING;
  }

  /** Whether to skip the record. */
  get rulesOut(): boolean {
    return this.strings.rulesOut(this.seen);
  }
}
