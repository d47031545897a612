import { SourceError } from '../trail/trail-source';

/** How long S3 may take for the next block of an object, in milliseconds. */
const BLOCK_DEADLINE_MS = 10_000;

/** The blocks of an object, and the failure of S3 that ended them. */
export interface ObjectBlocks {
  readonly blocks: AsyncIterable<Uint8Array>;
  /** Undefined as long as S3 delivers. */
  failure(): unknown;
}

/**
 * Notes the failure of a stream, so that a transfer that breaks off does not pass for a truncated file. A stream that
 * stalls fails, too: otherwise it would take the time of the other files of a batch.
 *
 * @param deadlineMs for each block.
 */
export function objectBlocks(
  stream: AsyncIterable<Uint8Array>,
  deadlineMs = BLOCK_DEADLINE_MS,
): ObjectBlocks {
  let failure: unknown;
  async function* blocks(): AsyncGenerator<Uint8Array> {
    const iterator = stream[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await withinDeadline(iterator.next(), deadlineMs);
        if (next.done === true) {
          return;
        }
        yield next.value;
      }
    } catch (error) {
      failure = error;
      throw new SourceError(error instanceof Error ? error.message : 'unknown', { cause: error });
    } finally {
      // Closes the connection of an object that was not read to its end. A stream that stalls may never answer.
      iterator.return?.().catch(() => {});
    }
  }
  return { blocks: blocks(), failure: () => failure };
}

async function withinDeadline<Value>(answer: Promise<Value>, milliseconds: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    const message = `S3 sent nothing for ${milliseconds / 1000} s`;
    timer = setTimeout(() => reject(new Error(message)), milliseconds);
  });
  try {
    return await Promise.race([answer, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
