/** Where the bytes of a trail file come from. */
export type TrailSource = FileSource | BytesSource | StreamSource;

/** A file or a pipe of this machine. */
export interface FileSource {
  readonly kind: 'file';
  /** As it was given; it also names the file in problems. */
  readonly path: string;
  /** Size as it was found, where that is known not to be a pipe. */
  readonly bytes?: number;
}

/** What was a file elsewhere, and is in memory as a whole. */
interface BytesSource {
  readonly kind: 'bytes';
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What can be read once, as it comes. */
interface StreamSource {
  readonly kind: 'stream';
  readonly name: string;
  /** @throws SourceError where it breaks off. */
  readonly blocks: AsyncIterable<Uint8Array>;
}

/** Why a source cannot be read to its end. The message is for people, continuing `The file cannot be read: `. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}

/** What a source is called in problems. */
export function nameOf(source: TrailSource): string {
  return source.kind === 'file' ? source.path : source.name;
}
