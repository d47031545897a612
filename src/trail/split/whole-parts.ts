const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** If more brackets are open, all are given up, which bounds memory. */
const MAX_OPEN = 10_000;

/** An object or a list in a broken text, or a string in a list. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** An opening bracket that is never closed. */
export interface Unclosed {
  readonly start: number;
  readonly isList: boolean;
  /** What is whole in it, up to the next one that is not closed. */
  readonly parts: readonly Part[];
}

type Opening = typeof OPEN_OBJECT | typeof OPEN_LIST;

interface OpenBracket {
  readonly start: number;
  readonly byte: Opening;
  /** How many parts came before it. */
  readonly before: number;
}

/**
 * Finds what is whole in a text that does not close all its brackets, in one pass. A closing bracket also closes what
 * was left open within its own pair; one without a pair means nothing. A line end ends a string.
 *
 * @returns the brackets that are not closed, outermost first. All whole parts are in them, none within another one.
 */
export function wholeParts(text: Buffer): readonly Unclosed[] {
  const brackets = new Brackets();
  for (let at = 0; at < text.length; at += 1) {
    const byte = text[at] as number;
    if (byte === QUOTE) {
      const end = stringEnd(text, at);
      brackets.takeString(at, end);
      at = end - 1;
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      brackets.open(byte, at);
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      brackets.close(byte === CLOSE_LIST ? OPEN_LIST : OPEN_OBJECT, at);
    }
  }
  return brackets.unclosed();
}

class Brackets {
  private stack: OpenBracket[] = [];
  /** How many are open of each kind. */
  private count = { [OPEN_OBJECT]: 0, [OPEN_LIST]: 0 };
  private readonly parts: Part[] = [];

  takeString(start: number, end: number): void {
    if (this.stack.at(-1)?.byte === OPEN_LIST) {
      this.parts.push({ start, end });
    }
  }

  open(byte: Opening, start: number): void {
    if (this.stack.length === MAX_OPEN) {
      this.stack = [];
      this.count = { [OPEN_OBJECT]: 0, [OPEN_LIST]: 0 };
    }
    this.stack.push({ start, byte, before: this.parts.length });
    this.count[byte] += 1;
  }

  close(byte: Opening, at: number): void {
    if (this.count[byte] === 0) {
      return;
    }
    let bracket = this.pop();
    if (bracket.byte === byte) {
      this.parts.length = bracket.before;
      this.parts.push({ start: bracket.start, end: at + 1 });
    }
    while (bracket.byte !== byte) {
      bracket = this.pop();
    }
  }

  unclosed(): Unclosed[] {
    const { stack, parts } = this;
    return stack.map(({ start, byte, before }, index) => ({
      start,
      isList: byte === OPEN_LIST,
      parts: parts.slice(index === 0 ? 0 : before, stack[index + 1]?.before ?? parts.length),
    }));
  }

  private pop(): OpenBracket {
    const bracket = this.stack.pop() as OpenBracket;
    this.count[bracket.byte] -= 1;
    return bracket;
  }
}

/** @returns the offset after the string that begins here, or of the line end in it. */
function stringEnd(text: Buffer, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const byte = text[at];
    if (byte === QUOTE || byte === NEWLINE) {
      return byte === QUOTE ? at + 1 : at;
    }
    at += byte === BACKSLASH ? 1 : 0;
  }
  return text.length;
}
