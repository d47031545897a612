import type { TextBlock } from '../gunzip';
import { LayerError } from './layer-error';

/** What a source holds, without the layers around it: compression, archives, encodings. */
export type Content = TextContent | RowsContent | UnreadableContent;

/** UTF-8 text without a byte order mark. */
interface TextContent {
  readonly kind: 'text';
  /** The name of the source; in an archive, with the path in it: `logs.zip/a.json`. */
  readonly name: string;
  /**
   * All text that can be read comes before an error.
   *
   * @throws LayerError where a layer is corrupt or truncated; SourceError, or the error of Node.js, which has a `code`,
   * where the source cannot be opened or read.
   */
  readonly blocks: AsyncIterable<TextBlock>;
}

/** Values that come without text, from Parquet. */
interface RowsContent {
  readonly kind: 'rows';
  readonly name: string;
  /** Does not throw: if they end early, an `unreadable` content comes next. */
  readonly rows: AsyncIterable<unknown>;
}

interface UnreadableContent {
  readonly kind: 'unreadable';
  readonly name: string;
  /** What it looks like and how to give it to us, in one or two sentences. */
  readonly message: string;
}

/** What could not be read to its end. The reader of texts knows the failures of files. */
export function unreadOf(name: string, error: unknown): Content {
  if (error instanceof LayerError) {
    return { kind: 'unreadable', name, message: `${error.message}.` };
  }
  // biome-ignore lint/correctness/useYield: it fails before it can yield anything.
  const failing = async function* (): AsyncGenerator<TextBlock> {
    throw error;
  };
  return { kind: 'text', name, blocks: failing() };
}
