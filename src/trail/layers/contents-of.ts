import type { TextBlock } from '../gunzip';
import { readTextBlocks } from '../text-blocks';
import { nameOf, type TrailSource } from '../trail-source';

/** What a source holds, without the layers around it: compression, archives, encodings. */
export type Content = TextContent | RowsContent | UnreadableContent;

/** UTF-8 text without a byte order mark. */
interface TextContent {
  readonly kind: 'text';
  /** The name of the source; in an archive, with the path in it: `logs.zip/a.json`. */
  readonly name: string;
  readonly blocks: AsyncIterable<TextBlock>;
}

/** Values that come without text, from Parquet. */
interface RowsContent {
  readonly kind: 'rows';
  readonly name: string;
  readonly rows: AsyncIterable<unknown>;
}

interface UnreadableContent {
  readonly kind: 'unreadable';
  readonly name: string;
  /** What it looks like and how to give it to us, in one or two sentences. */
  readonly message: string;
}

/**
 * Takes the layers off a source: gzip (also in gzip), UTF-16, zip, tar, Parquet. Read each content to its end before
 * you ask for the next one.
 */
export async function* contentsOf(source: TrailSource): AsyncGenerator<Content> {
  yield { kind: 'text', name: nameOf(source), blocks: readTextBlocks(source) };
}
