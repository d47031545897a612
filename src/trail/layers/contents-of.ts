import { nameOf, type TrailSource } from '../trail-source';
import type { Archives } from './archives';
import { type Content, unreadOf } from './content';
import { openStored, type StoredFile } from './stored-file';
import { Unpacking } from './unpacking';

export type { Content } from './content';

/** Contents of one source that are named as unreadable. The others are only counted. */
const MAX_UNREADABLE = 20;

/**
 * Takes the layers off a source: gzip (also in gzip), UTF-16, zip, tar, Parquet. The content decides, not the name. An
 * archive is read as a folder is: without side files, digests and files of other kinds. Does not throw. Read each
 * content to its end before you ask for the next one.
 *
 * @param archives absent, if only compressed text is to be read.
 */
export async function* contentsOf(
  source: TrailSource,
  archives?: Archives,
): AsyncGenerator<Content> {
  const name = nameOf(source);
  let file: StoredFile;
  try {
    file = await openStored(source);
  } catch (error) {
    yield unreadOf(name, error);
    return;
  }
  let unreadable = 0;
  try {
    for await (const content of new Unpacking(file, archives).contents(file, 0)) {
      unreadable += content.kind === 'unreadable' ? 1 : 0;
      if (content.kind !== 'unreadable' || unreadable <= MAX_UNREADABLE) {
        yield content;
      }
    }
    if (unreadable > MAX_UNREADABLE) {
      const message = `${unreadable - MAX_UNREADABLE} more files in it cannot be read.`;
      yield { kind: 'unreadable', name, message };
    }
  } finally {
    await file.close();
  }
}
