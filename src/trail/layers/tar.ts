import { setImmediate } from 'node:timers/promises';
import { type Extract, extract } from 'tar-stream';
import type { Bytes } from './bytes';
import { LayerError } from './layer-error';

type TarEntry = Extract extends AsyncIterable<infer Each> ? Each : never;

/** What ends a tar archive early. */
const TRUNCATED = 'The tar archive is truncated';

/**
 * The files in a tar archive, in its order. Read each one before you ask for the next. The paths are as in the archive.
 *
 * @throws LayerError where the archive is corrupt or truncated; the failure to read it.
 */
export async function* untar(
  blocks: AsyncIterable<Buffer>,
  wants: (path: string) => boolean,
): AsyncGenerator<Omit<Bytes, 'name'> & { readonly path: string }> {
  // Archives from before POSIX have no mark.
  const options: object = { allowUnknownFormat: true };
  const archive = extract(options);
  const feed = new Feed(archive, blocks);
  const entries = archive[Symbol.asyncIterator]();
  try {
    for (
      let entry = await nextEntry(entries, feed);
      entry;
      entry = await nextEntry(entries, feed)
    ) {
      const chunks = chunksOf(entry, feed);
      const { name: path, type } = entry.header;
      const isFile = type === 'file' || type === 'contiguous-file';
      if (isFile && wants(path)) {
        yield { path, isRepeatable: false, open: () => untilEnd(chunks) };
      }
      // The next entry comes after the rest of this one.
      for await (const _ of untilEnd(chunks)) {
      }
    }
  } finally {
    archive.destroy();
    await feed.ended;
  }
}

/** @returns undefined after the last one. */
async function nextEntry(
  entries: AsyncIterator<TarEntry>,
  feed: Feed,
): Promise<TarEntry | undefined> {
  try {
    const next = entries.next();
    next.catch(() => {});
    if ((await Promise.race([next, feed.isOver()])) === undefined) {
      feed.finish();
    }
    const { value, done } = await next;
    return done === true ? undefined : value;
  } catch (error) {
    throw feed.failure?.error ?? faultOf(error);
  }
}

/** Reads the next chunk of an entry; undefined at its end. */
type NextChunk = () => Promise<Buffer | undefined>;

function chunksOf(entry: TarEntry, feed: Feed): NextChunk {
  const chunks = entry[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  return async () => {
    const next = chunks.next();
    next.catch(() => {});
    const result = await Promise.race([next, feed.isOver()]);
    if (result === undefined) {
      throw feed.failure?.error ?? new LayerError(TRUNCATED, 0);
    }
    return result.done === true ? undefined : result.value;
  };
}

/** A reader that stops early does not end the entry, which would end the archive. */
async function* untilEnd(next: NextChunk): AsyncGenerator<Buffer> {
  for (let chunk = await next(); chunk !== undefined; chunk = await next()) {
    yield chunk;
  }
}

function faultOf(error: unknown): LayerError {
  const { message } = error as Error;
  const isShort = message === 'Unexpected end of data';
  return new LayerError(isShort ? TRUNCATED : `The tar archive is corrupt (${message})`, 0);
}

/**
 * Writes blocks into an archive. Does not end the archive with them: it would throw away what has not been read of the
 * current entry.
 */
class Feed {
  failure: { readonly error: unknown } | undefined;
  readonly ended: Promise<void>;
  private readonly archive: Extract;
  private resume: () => void = () => {};

  constructor(archive: Extract, blocks: AsyncIterable<Buffer>) {
    this.archive = archive;
    // `nextEntry` gets the error, too.
    archive.on('error', () => {});
    archive.on('drain', () => this.resume());
    archive.on('close', () => this.resume());
    this.ended = this.write(blocks);
  }

  /** Resolves once everything was written, and the archive has passed on what it can. */
  async isOver(): Promise<undefined> {
    await this.ended;
    await setImmediate();
  }

  /** Ends the archive, which then knows whether it is complete. */
  finish(): void {
    if (this.failure === undefined) {
      this.archive.end(undefined);
    } else {
      this.archive.destroy(this.failure.error as Error);
    }
  }

  private async write(blocks: AsyncIterable<Buffer>): Promise<void> {
    try {
      for await (const block of blocks) {
        const drained = new Promise<void>((resolve) => {
          this.resume = resolve;
        });
        if (!this.archive.write(block) && !this.archive.destroyed) {
          await drained;
        }
        if (this.archive.destroyed) {
          return;
        }
      }
    } catch (error) {
      this.failure = { error };
    }
  }
}
