/** Bytes under a name: a file as stored, or what a layer of it holds. */
export interface Bytes {
  /** Printable. In an archive, with the path in it: `logs.zip/a.json`. */
  readonly name: string;
  /** Whether `open` may be called again; the bytes of a pipe come once. */
  readonly isRepeatable: boolean;
  /** The bytes from their beginning. */
  open(): AsyncIterable<Buffer>;
  /** Absent, if the bytes can only be read from their beginning. */
  readonly access?: RandomAccess;
}

/** Bytes that can be read in any order. */
export interface RandomAccess {
  readonly size: number;
  /** The bytes from `start` to before `end`; fewer, if there are no more. */
  read(start: number, end: number): Promise<Buffer>;
}

/** The beginning of bytes, and all of them. */
interface PeekedBytes {
  /** At least {@link PEEK_BYTES} of them, unless there are fewer. */
  readonly first: Buffer;
  /** From the beginning. A failure comes after the blocks before it. */
  readonly blocks: AsyncIterable<Buffer>;
  /** Ends the reading, wherever it is. */
  close(): Promise<void>;
}

/** What decides which layer bytes are: a header of tar has 512. */
const PEEK_BYTES = 1024;

/** Reads the beginning of bytes. Does not throw. */
export async function peek(given: AsyncIterable<Buffer>): Promise<PeekedBytes> {
  const iterator = given[Symbol.asyncIterator]();
  const read: Buffer[] = [];
  let failure: { readonly error: unknown } | undefined;
  try {
    for (let bytes = 0; bytes < PEEK_BYTES; ) {
      const next = await iterator.next();
      if (next.done === true) {
        break;
      }
      read.push(next.value);
      bytes += next.value.length;
    }
  } catch (error) {
    failure = { error };
  }
  const blocks = async function* (): AsyncGenerator<Buffer> {
    yield* read;
    if (failure !== undefined) {
      throw failure.error;
    }
    yield* { [Symbol.asyncIterator]: () => iterator };
  };
  return {
    first: Buffer.concat(read),
    blocks: blocks(),
    close: async () => void (await iterator.return?.()),
  };
}

/** All of the bytes, or undefined if there are more than `maxBytes`. */
export async function inMemory(
  blocks: AsyncIterable<Buffer>,
  maxBytes: number,
): Promise<RandomAccess | undefined> {
  const all: Buffer[] = [];
  let size = 0;
  for await (const block of blocks) {
    size += block.length;
    if (size > maxBytes) {
      return undefined;
    }
    all.push(block);
  }
  return accessTo(Buffer.concat(all));
}

export function accessTo(bytes: Buffer): RandomAccess {
  return { size: bytes.length, read: async (start, end) => bytes.subarray(start, end) };
}
