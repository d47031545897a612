import { type FileHandle, open } from 'node:fs/promises';
import { gunzip, type TextBlock } from './gunzip';
import { isGzip } from './small-file';
import type { FileSource, TrailSource } from './trail-source';

/** Small, because a byte of gzip data can stand for a thousand bytes of text. */
const BLOCK_BYTES = 64 * 1024;

/** An open file. A failure to read it ends its blocks, and is kept until the blocks before it have been used. */
interface OpenFile {
  readonly file: FileHandle;
  readonly first: Buffer;
  /** A file can be read again from its beginning; a pipe cannot. */
  readonly isRepeatable: boolean;
  /** The error of Node.js, if the file could not be read to its end. */
  failure?: unknown;
}

/**
 * Reads a source in blocks of text. Its first bytes decide whether it is compressed, not its name. All text that can be
 * read comes before an error.
 *
 * @throws GzipError where compressed data is corrupt or truncated; SourceError, or the error of Node.js, which has a
 * `code`, where the source cannot be opened or read.
 */
export function readTextBlocks(source: TrailSource): AsyncIterable<TextBlock> {
  switch (source.kind) {
    case 'file':
      return readFileBlocks(source);
    case 'bytes':
      return readBytes(source.bytes);
    case 'stream':
      return readStream(source.blocks);
  }
}

async function* readBytes(given: Uint8Array): AsyncGenerator<TextBlock> {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  const blocks = () => inBlocks([bytes]);
  yield* isGzip(bytes) ? gunzip(blocks, true) : countBytes(blocks());
}

async function* readStream(given: AsyncIterable<Uint8Array>): AsyncGenerator<TextBlock> {
  const blocks = inBlocks(given)[Symbol.asyncIterator]();
  const { value: first, done } = await blocks.next();
  if (done === true) {
    return;
  }
  const all = (async function* () {
    yield first;
    yield* { [Symbol.asyncIterator]: () => blocks };
  })();
  yield* isGzip(first) ? gunzip(() => all, false) : countBytes(all);
}

/** The same bytes in blocks of {@link BLOCK_BYTES}; the last one, also before a failure, may be shorter. */
async function* inBlocks(
  parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const part of parts) {
      const bytes = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
      rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      while (rest.length >= BLOCK_BYTES) {
        yield rest.subarray(0, BLOCK_BYTES);
        rest = rest.subarray(BLOCK_BYTES);
      }
    }
  } catch (error) {
    failure = { error };
  }
  if (rest.length > 0) {
    yield rest;
  }
  if (failure !== undefined) {
    throw failure.error;
  }
}

async function* readFileBlocks({ path }: FileSource): AsyncGenerator<TextBlock> {
  const file = await open(path, 'r');
  try {
    const isRepeatable = (await file.stat()).isFile();
    const first = await readBlock(file, isRepeatable ? 0 : null);
    const source: OpenFile = { file, first, isRepeatable };
    try {
      yield* isGzip(first)
        ? gunzip(() => readBlocks(source), isRepeatable)
        : countBytes(readBlocks(source));
    } catch (error) {
      // A failure to read looks like truncated data.
      throw source.failure ?? error;
    }
    if (source.failure !== undefined) {
      throw source.failure;
    }
  } finally {
    await file.close();
  }
}

async function* countBytes(blocks: AsyncIterable<Buffer>): AsyncGenerator<TextBlock> {
  let bytesRead = 0;
  for await (const text of blocks) {
    bytesRead += text.length;
    yield { text, bytesRead };
  }
}

async function* readBlocks(source: OpenFile): AsyncGenerator<Buffer> {
  let block = source.first;
  let offset = 0;
  while (block.length > 0) {
    yield block;
    offset += block.length;
    try {
      block = await readBlock(source.file, source.isRepeatable ? offset : null);
    } catch (error) {
      source.failure = error;
      return;
    }
  }
}

/**
 * Reads a block, which is full unless the file ends in it.
 *
 * @param position in bytes of the file; null to continue, as with a pipe.
 */
async function readBlock(file: FileHandle, position: number | null): Promise<Buffer> {
  const block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  let filled = 0;
  for (;;) {
    const from = position === null ? null : position + filled;
    const { bytesRead } = await file.read(block, filled, BLOCK_BYTES - filled, from);
    filled += bytesRead;
    if (bytesRead === 0 || filled === BLOCK_BYTES) {
      return block.subarray(0, filled);
    }
  }
}
