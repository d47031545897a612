/** Everything that a stream yields. */
export async function blocksOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const blocks: Uint8Array[] = [];
  for await (const block of stream) {
    blocks.push(block);
  }
  return blocks;
}

/** A block, and then an error. */
export async function* brokenOff(block: Uint8Array, error: Error): AsyncGenerator<Uint8Array> {
  yield block;
  throw error;
}
