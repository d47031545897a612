import { Inflater } from './inflater';

/** Text as it is read, and how many bytes of the file have been used up for it. */
export interface TextBlock {
  readonly text: Buffer;
  readonly bytesRead: number;
}

/** Compressed data that does not go on as gzip data. */
export class GzipError extends Error {
  override readonly name = 'GzipError';
  /** Where, in bytes of the compressed file. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
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
  /** Whether there is text before the failure that did not come out. */
  readonly hidesText: boolean;
}

/**
 * Decompresses gzip data of one or more members, which zeros may follow. Where the data is corrupt or
 * cut short, all text before that comes first.
 *
 * @param open gives the compressed data in blocks, from its beginning each time it is called.
 * @param isRepeatable whether it can be called twice; if not, corrupt data costs the text of its block.
 * @throws GzipError where the data is no longer gzip data.
 */
export async function* gunzip(
  open: () => AsyncIterable<Buffer>,
  isRepeatable: boolean,
): AsyncGenerator<TextBlock> {
  let { failure, textBytes } = yield* inflate(open(), 0);
  if (failure?.hidesText && isRepeatable) {
    // Byte by byte, the text of the block that failed comes out up to the byte that is wrong.
    ({ failure } = yield* inflate(inSingleBytes(open(), failure.offset), textBytes));
  }
  if (failure !== undefined) {
    throw new GzipError(failure.message, failure.offset);
  }
}

/** Decompresses, without the first bytes of text. A block is decompressed while the last is in use. */
async function* inflate(
  blocks: AsyncIterable<Buffer>,
  skipBytes: number,
): AsyncGenerator<TextBlock, { readonly failure?: Failure; readonly textBytes: number }> {
  const inflater = new Inflater();
  let step: Step = { bytes: Buffer.alloc(0), start: 0, end: 0, done: Promise.resolve() };
  let textBytes = 0;

  function* readyTexts(bytesRead: number): Generator<TextBlock> {
    for (const text of inflater.takeTexts()) {
      const skip = Math.max(0, skipBytes - textBytes);
      textBytes += text.length;
      if (skip < text.length) {
        yield { text: text.subarray(skip), bytesRead };
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
      yield* readyTexts(end);
    }
    await step.done;
    const failure = await failureOf(inflater, step);
    yield* readyTexts(step.end);
    return { failure, textBytes };
  } finally {
    inflater.close();
  }
}

async function failureOf(inflater: Inflater, last: Step): Promise<Failure | undefined> {
  if (inflater.hasEnded) {
    const end = inflater.bytesTaken;
    const excess = last.bytes.subarray(end - last.start).findIndex((byte) => byte !== 0);
    const message = 'Bytes that are no gzip data follow the gzip data';
    return excess < 0 ? undefined : { message, offset: end + excess, hidesText: false };
  }
  if (inflater.failure !== undefined) {
    const message = `The gzip data is corrupt (${inflater.failure.message})`;
    return { message, offset: last.start, hidesText: last.bytes.length > 1 };
  }
  await inflater.end();
  return inflater.failure === undefined
    ? undefined
    : { message: 'The gzip data is cut short', offset: last.end, hidesText: false };
}

/** The same bytes, from an offset on as blocks of one. */
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
