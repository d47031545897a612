/**
 * The current position in a text that comes in chunks, and the bytes since a mark, which may be in several chunks.
 * Bytes in one chunk are not copied.
 */
export class TextCursor {
  chunk: Buffer = Buffer.alloc(0);
  /** The next byte to read, in the chunk. */
  at = 0;
  /** The line of that byte, from 1. */
  line = 1;
  /** Offset in the text, and line, of the last marked byte. */
  markOffset = 0;
  markLine = 1;

  /** Offset of the chunk in the text. */
  private base = 0;
  private mode: 'unmarked' | 'marked' | 'dropped' = 'unmarked';
  /** Where the marked bytes begin in the chunk. */
  private from = 0;
  /** The marked bytes of earlier chunks. */
  private parts: Buffer[] = [];
  private partBytes = 0;

  /** Bytes of text before the cursor. */
  get offset(): number {
    return this.base + this.at;
  }

  get isMarked(): boolean {
    return this.mode !== 'unmarked';
  }

  /** Whether there is a mark whose bytes were too many to keep. */
  get isDropped(): boolean {
    return this.mode === 'dropped';
  }

  /** How many bytes it keeps, from the mark to the cursor. */
  get markedBytes(): number {
    return this.mode === 'marked' ? this.partBytes + this.at - this.from : 0;
  }

  /** Goes to the next chunk. The previous one must have been read to its end. */
  feed(chunk: Buffer): void {
    if (this.mode === 'marked') {
      this.parts.push(this.chunk.subarray(this.from));
      this.partBytes += this.chunk.length - this.from;
    }
    this.base += this.chunk.length;
    this.chunk = chunk;
    this.at = 0;
    this.from = 0;
  }

  mark(): void {
    this.setMode('marked');
    this.from = this.at;
    this.markOffset = this.offset;
    this.markLine = this.line;
  }

  /** Removes the mark. */
  unmark(): void {
    this.setMode('unmarked');
  }

  /** Keeps the mark, but not the bytes since. */
  drop(): void {
    this.setMode('dropped');
  }

  /** The bytes from the mark to the cursor. */
  marked(): Buffer {
    return this.join(this.at);
  }

  /**
   * The bytes from `start` to the cursor. It counts from the chunk, so it is negative in earlier ones,
   * of which only marked bytes are available.
   */
  since(start: number): Buffer {
    let bytes = this.chunk.subarray(Math.max(start, 0), this.at);
    let index = this.parts.length;
    while (bytes.length < this.at - start && index > 0) {
      index -= 1;
      const part = this.parts[index] as Buffer;
      const missing = this.at - start - bytes.length;
      bytes = Buffer.concat([part.subarray(Math.max(0, part.length - missing)), bytes]);
    }
    return bytes;
  }

  /** The first bytes after the mark, else after the cursor, as far as available. */
  peek(length: number): Buffer {
    const start = this.isMarked ? this.from : this.at;
    const parts = [...this.parts.slice(0, length), this.chunk.subarray(start)];
    return Buffer.concat(parts.map((part) => part.subarray(0, length))).subarray(0, length);
  }

  /** Goes back to the mark, whose bytes must not have been dropped, and removes it. */
  rewind(): void {
    this.chunk = this.join(this.chunk.length);
    this.base = this.markOffset;
    this.line = this.markLine;
    this.at = 0;
    this.from = 0;
    this.unmark();
  }

  private join(end: number): Buffer {
    const last = this.chunk.subarray(this.from, end);
    return this.parts.length === 0 ? last : Buffer.concat([...this.parts, last]);
  }

  private setMode(mode: 'unmarked' | 'marked' | 'dropped'): void {
    this.mode = mode;
    if (this.parts.length > 0) {
      this.parts = [];
      this.partBytes = 0;
    }
  }
}
