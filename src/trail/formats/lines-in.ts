import type { TextBlock } from '../gunzip';

/** A line of text, without its line end. */
export interface Line {
  /** Undefined if the line is too long to be kept. */
  readonly text: string | undefined;
  /** From 1. */
  readonly line: number;
  /** Bytes of text before it. */
  readonly offset: number;
  /** Bytes of the file, as stored, read so far. */
  readonly bytesRead: number;
}

/** Far longer than any record: CloudTrail cuts records at 256 KB. */
const MAX_LINE_BYTES = 16 * 1024 * 1024;

const LINE_FEED = 0x0a;

/** The lines of a text, also the last one if nothing ends it. A failure to read comes after all lines before it. */
export async function* linesIn(blocks: AsyncIterable<TextBlock>): AsyncGenerator<Line> {
  const line = new OpenLine();
  for await (const { text, bytesRead } of blocks) {
    let from = 0;
    for (let end = text.indexOf(LINE_FEED); end >= 0; end = text.indexOf(LINE_FEED, from)) {
      line.add(text.subarray(from, end));
      yield line.end(bytesRead);
      from = end + 1;
    }
    line.add(text.subarray(from));
    line.bytesRead = bytesRead;
  }
  if (line.bytes > 0) {
    yield line.end(line.bytesRead);
  }
}

/** The line whose end has not been read. */
class OpenLine {
  bytes = 0;
  bytesRead = 0;
  private parts: Buffer[] = [];
  private line = 1;
  private offset = 0;

  add(part: Buffer): void {
    this.bytes += part.length;
    if (this.bytes <= MAX_LINE_BYTES) {
      this.parts.push(part);
    } else {
      this.parts = [];
    }
  }

  end(bytesRead: number): Line {
    const { line, offset, bytes } = this;
    const text =
      bytes <= MAX_LINE_BYTES
        ? Buffer.concat(this.parts)
            .toString()
            .replace(/\r$/, '')
            .replace(/^\ufeff/, '')
        : undefined;
    this.parts = [];
    this.line += 1;
    this.offset += bytes + 1;
    this.bytes = 0;
    return { text, line, offset, bytesRead };
  }
}
