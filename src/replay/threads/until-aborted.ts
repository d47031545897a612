/** What can be destroyed, as streams of Node.js can, so that the process does not wait for more to come. */
type Blocks = AsyncIterable<Uint8Array> & { readonly destroy?: () => unknown };

/** The same blocks, until a signal says that no more are wanted: also one that is waited for. */
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
      // Destroyed, it fails; nobody listens any more.
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
