/**
 * Blocks that may have a `destroy`, as streams of Node.js do, which keeps the process from waiting for more of them.
 */
type Blocks = AsyncIterable<Uint8Array> & { readonly destroy?: () => unknown };

/** The same blocks until a signal aborts, even while the next one is awaited. */
export async function* untilAborted(
  blocks: Blocks,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const iterator = blocks[Symbol.asyncIterator]();
  let stop = (): void => {};
  const aborted = new Promise<{ readonly done: true }>((resolve) => {
    stop = () => {
      blocks.destroy?.();
      resolve({ done: true });
    };
  });
  signal.addEventListener('abort', stop);
  try {
    while (!signal.aborted) {
      const next = iterator.next();
      // It fails when the stream is destroyed, and nobody needs to know.
      next.catch(() => {});
      const result = await Promise.race([next, aborted]);
      if (result.done === true) {
        return;
      }
      yield result.value;
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
