import type { TextBlock } from '../../../src/trail/gunzip';
import { ARCHIVES } from '../../../src/trail/layers/archives';
import { contentsOf } from '../../../src/trail/layers/contents-of';
import type { TrailSource } from '../../../src/trail/trail-source';

/** One content: its text or rows, and why it ends early. */
export interface ReadContent {
  readonly name: string;
  readonly text?: string;
  readonly rows?: readonly unknown[];
  /** Of an unreadable content, or of the error of a text. */
  readonly message?: string;
}

/** All contents of a source, in their order. */
export async function readContents(source: TrailSource): Promise<ReadContent[]> {
  const all: ReadContent[] = [];
  for await (const content of contentsOf(source, ARCHIVES)) {
    const { name } = content;
    if (content.kind === 'unreadable') {
      all.push({ name, message: content.message });
    } else if (content.kind === 'rows') {
      all.push({ name, rows: await allOf(content.rows) });
    } else {
      all.push({ name, ...(await textOf(content.blocks)) });
    }
  }
  return all;
}

async function allOf(rows: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const row of rows) {
    all.push(row);
  }
  return all;
}

async function textOf(blocks: AsyncIterable<TextBlock>): Promise<Omit<ReadContent, 'name'>> {
  const texts: Buffer[] = [];
  try {
    for await (const { text } of blocks) {
      texts.push(text);
    }
    return { text: `${Buffer.concat(texts)}` };
  } catch (error) {
    return { text: `${Buffer.concat(texts)}`, message: (error as Error).message };
  }
}

/** The contents of bytes, as an S3 object called `a`. */
export function contentsIn(bytes: Buffer): Promise<ReadContent[]> {
  return readContents({ kind: 'bytes', name: 'a', bytes });
}

/** The same bytes as a stream, which can be read once, in small parts. */
export function streamOf(bytes: Buffer, partBytes = 100_000): TrailSource {
  const blocks = async function* (): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += partBytes) {
      yield bytes.subarray(at, at + partBytes);
    }
  };
  return { kind: 'stream', name: 'a', blocks: blocks() };
}
