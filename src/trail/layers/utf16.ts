/** Text in UTF-16 as UTF-8, without a byte order mark. */
export async function* decodeUtf16(
  blocks: AsyncIterable<Buffer>,
  encoding: 'utf-16le' | 'utf-16be',
): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const block of blocks) {
    yield Buffer.from(decoder.decode(block, { stream: true }));
  }
  yield Buffer.from(decoder.decode());
}
