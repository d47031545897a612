import type { RandomAccess } from './layers/bytes';
import { shownName } from './shown-name';

/** Where the bytes of a trail file come from. */
export type TrailSource = FileSource | BytesSource | StreamSource;

/** A local file or pipe. */
export interface FileSource {
  readonly kind: 'file';
  /** As given. */
  readonly path: string;
  /** Size when it was found, if it is known not to be a pipe. */
  readonly bytes?: number;
}

/** A remote file that is in memory as a whole. */
interface BytesSource {
  readonly kind: 'bytes';
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A stream, which can be read once. */
interface StreamSource {
  readonly kind: 'stream';
  readonly name: string;
  /** @throws SourceError when the stream breaks off. */
  readonly blocks: AsyncIterable<Uint8Array>;
  /** Absent, if its bytes can only be read from their beginning. */
  readonly access?: RandomAccess;
}

/** Why a source cannot be read to its end. Its message continues `The file cannot be read: `. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}

/** The name of a source in problems, printable. */
export function nameOf(source: TrailSource): string {
  return shownName(source.kind === 'file' ? source.path : source.name);
}
