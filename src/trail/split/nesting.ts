import { CLOSE_LIST, CLOSE_OBJECT, COLON, COMMA, OPEN_LIST } from './json-bytes';

/** Deeper than any record. The limit bounds the memory that a hostile file can use. */
export const MAX_DEPTH = 10_000;

/** Initial capacity in levels. It is small because each file has its own nesting, and most files are small. */
const FIRST_ROOM = 64;

/** Which objects and lists are open. */
export class Nesting {
  depth = 0;
  /** The brackets that close them, outermost first. */
  private closers = new Uint8Array(FIRST_ROOM);

  clear(): void {
    this.depth = 0;
  }

  /** Starts again within an object. */
  enterObject(): void {
    this.closers[0] = CLOSE_OBJECT;
    this.depth = 1;
  }

  /** @returns false if it would exceed the limit. */
  open(bracket: number): boolean {
    if (this.depth === MAX_DEPTH) {
      return false;
    }
    if (this.depth === this.closers.length) {
      this.grow();
    }
    // In ASCII, a closing bracket is its opening bracket plus two.
    this.closers[this.depth] = bracket + 2;
    this.depth += 1;
    return true;
  }

  private grow(): void {
    const larger = new Uint8Array(MAX_DEPTH);
    larger.set(this.closers);
    this.closers = larger;
  }

  /** @returns false if the bracket does not match. */
  close(bracket: number): boolean {
    if (this.closers[this.depth - 1] !== bracket) {
      return false;
    }
    this.depth -= 1;
    return true;
  }

  /** Whether JSON allows an object or a list here, after this byte, white space aside. */
  allowsOpeningAfter(byte: number): boolean {
    return this.closers[this.depth - 1] === CLOSE_LIST
      ? byte === COMMA || byte === OPEN_LIST
      : byte === COLON;
  }
}
