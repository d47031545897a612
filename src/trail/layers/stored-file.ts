import { type FileHandle, open } from 'node:fs/promises';
import { nameOf, type TrailSource } from '../trail-source';
import { accessTo, type Bytes, type RandomAccess } from './bytes';
import { Meter } from './meter';

/** Small, because a byte of gzip data can stand for a thousand bytes of text. */
const BLOCK_BYTES = 64 * 1024;

/** A source, open. */
export interface StoredFile extends Bytes {
  readonly meter: Meter;
  close(): Promise<void>;
}

/** @throws the error of Node.js, which has a `code`, if a file cannot be opened. */
export async function openStored(source: TrailSource): Promise<StoredFile> {
  const name = nameOf(source);
  switch (source.kind) {
    case 'file':
      return openFile(name, await open(source.path, 'r'));
    case 'bytes': {
      const { buffer, byteOffset, byteLength } = source.bytes;
      const bytes = Buffer.from(buffer, byteOffset, byteLength);
      return stored(name, () => inBlocks([bytes]), true, accessTo(bytes));
    }
    case 'stream':
      return stored(name, () => inBlocks(source.blocks), false, source.access);
  }
}

function stored(
  name: string,
  blocks: () => AsyncIterable<Buffer>,
  isRepeatable: boolean,
  access: RandomAccess | undefined,
  close: () => Promise<void> = async () => {},
): StoredFile {
  const meter = new Meter(access?.size);
  const open = async function* (): AsyncGenerator<Buffer> {
    let offset = 0;
    for await (const block of blocks()) {
      offset += block.length;
      meter.reached(offset);
      yield block;
    }
  };
  return {
    name,
    open,
    isRepeatable,
    meter,
    close,
    ...(access && { access: metered(access, meter) }),
  };
}

function metered({ size, read }: RandomAccess, meter: Meter): RandomAccess {
  return {
    size,
    read: async (start, end) => {
      const bytes = await read(start, end);
      meter.add(bytes.length);
      return bytes;
    },
  };
}

/** The same bytes in blocks of {@link BLOCK_BYTES}; the last one may be shorter. A failure comes after all bytes. */
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

async function openFile(name: string, file: FileHandle): Promise<StoredFile> {
  const stats = await file.stat();
  // A file can be read again from its beginning; a pipe cannot.
  const isRepeatable = stats.isFile();
  const blocks = () => readBlocks(file, isRepeatable);
  const read = (start: number, end: number) => readPart(file, start, end - start);
  const access = isRepeatable ? { size: stats.size, read } : undefined;
  return stored(name, blocks, isRepeatable, access, () => file.close());
}

async function* readBlocks(file: FileHandle, isRepeatable: boolean): AsyncGenerator<Buffer> {
  for (let offset = 0; ; ) {
    const block = await readPart(file, isRepeatable ? offset : null, BLOCK_BYTES);
    if (block.length === 0) {
      return;
    }
    offset += block.length;
    yield block;
  }
}

/**
 * Reads a part of a file, which is complete unless the file ends in it.
 *
 * @param position in bytes of the file; null to continue, as with a pipe.
 */
async function readPart(file: FileHandle, position: number | null, size: number): Promise<Buffer> {
  const part = Buffer.allocUnsafeSlow(size);
  for (let filled = 0; ; ) {
    const from = position === null ? null : position + filled;
    const { bytesRead } = await file.read(part, filled, size - filled, from);
    filled += bytesRead;
    if (bytesRead === 0 || filled === size) {
      return part.subarray(0, filled);
    }
  }
}
