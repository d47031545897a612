import { Inflater } from './inflater';
import { LayerError } from './layers/layer-error';

/** A block of text, and how many bytes of the file have been read up to its end. */
export interface TextBlock {
  readonly text: Buffer;
  readonly bytesRead: number;
}

interface Step {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  readonly done: Promise<void>;
}

interface Failure {
  readonly message: string;
  readonly offset: number;
  /** Whether text before the failure is still missing. */
  readonly hidesText: boolean;
}

/**
 * Decompresses gzip data of one or more members, which zeros may follow. If the data is corrupt or truncated, or cannot
 * be read to its end, all text before that comes first.
 *
 * @param open returns the compressed data in blocks, each time from its beginning.
 * @param isRepeatable whether `open` can be called twice; if not, the text of a corrupt block is lost.
 * @throws LayerError where the data stops being gzip data; or the failure to read it.
 */
export async function* gunzip(
  open: () => AsyncIterable<Buffer>,
  isRepeatable: boolean,
): AsyncGenerator<Buffer> {
  const data = new ReadableData(open());
  let { failure, textBytes } = yield* inflate(data.blocks(), 0);
  if (failure?.hidesText && isRepeatable) {
    // Byte by byte, the block that failed yields its text up to the wrong byte.
    ({ failure } = yield* inflate(inSingleBytes(open(), failure.offset), textBytes));
  }
  if (data.failure !== undefined) {
    throw data.failure.error;
  }
  if (failure !== undefined) {
    throw new LayerError(failure.message, failure.offset);
  }
}

/** Data that ends where it cannot be read: the text before that is still in the decompressor. */
class ReadableData {
  failure: { readonly error: unknown } | undefined;
  private readonly given: AsyncIterable<Buffer>;

  constructor(given: AsyncIterable<Buffer>) {
    this.given = given;
  }

  async *blocks(): AsyncGenerator<Buffer> {
    try {
      yield* this.given;
    } catch (error) {
      this.failure = { error };
    }
  }
}

/** Decompresses, without the first bytes of text. Decompresses each block while the last one is in use. */
async function* inflate(
  blocks: AsyncIterable<Buffer>,
  skipBytes: number,
): AsyncGenerator<Buffer, { readonly failure?: Failure; readonly textBytes: number }> {
  const inflater = new Inflater();
  let step: Step = { bytes: Buffer.alloc(0), start: 0, end: 0, done: Promise.resolve() };
  let textBytes = 0;

  function* readyTexts(): Generator<Buffer> {
    for (const text of inflater.takeTexts()) {
      const skip = Math.max(0, skipBytes - textBytes);
      textBytes += text.length;
      if (skip < text.length) {
        yield text.subarray(skip);
      }
    }
  }

  try {
    for await (const bytes of blocks) {
      await step.done;
      if (inflater.isOver) {
        break;
      }
      const { end } = step;
      step = { bytes, start: end, end: end + bytes.length, done: inflater.write(bytes) };
      yield* readyTexts();
    }
    await step.done;
    const failure = await failureOf(inflater, step);
    yield* readyTexts();
    return { failure, textBytes };
  } finally {
    inflater.close();
  }
}

async function failureOf(inflater: Inflater, last: Step): Promise<Failure | undefined> {
  if (inflater.hasEnded) {
    const end = inflater.bytesTaken;
    const excess = last.bytes.subarray(end - last.start).findIndex((byte) => byte !== 0);
    const message = 'Other bytes follow the gzip data';
    return excess < 0 ? undefined : { message, offset: end + excess, hidesText: false };
  }
  if (inflater.failure !== undefined) {
    const message = `The gzip data is corrupt (${inflater.failure.message})`;
    return { message, offset: last.start, hidesText: last.bytes.length > 1 };
  }
  await inflater.end();
  return inflater.failure === undefined
    ? undefined
    : { message: 'The gzip data is truncated', offset: last.end, hidesText: false };
}

/** The same bytes, in blocks of one byte from an offset on. */
async function* inSingleBytes(blocks: AsyncIterable<Buffer>, from: number): AsyncGenerator<Buffer> {
  let offset = 0;
  for await (const block of blocks) {
    const whole = Math.min(block.length, Math.max(0, from - offset));
    if (whole > 0) {
      yield block.subarray(0, whole);
    }
    for (let at = whole; at < block.length; at += 1) {
      yield block.subarray(at, at + 1);
    }
    offset += block.length;
  }
}
