import { availableParallelism } from 'node:os';
import type { ReadCallsOptions } from '../src/replay/read-calls';
import { createLocalReader, type Reader } from '../src/replay/reader';
import { createWorkerReader } from '../src/replay/worker-reader';
import { readerCode } from './reader-program';

/** Bytes of files, as they are stored, from which on threads are worth their start. */
const MIN_BYTES_FOR_THREADS = 8 * 1024 * 1024;

/** Each thread takes some memory, and none is faster than the disk. */
const MAX_THREADS = 8;

export interface Readers {
  readonly readers: readonly Reader[];
  readonly local: Reader;
  close(): Promise<void>;
}

/** Opens as many readers as files of such a number and size are worth: one in this thread, or a thread for each core. */
export async function openReaders(
  files: readonly { readonly bytes: number }[],
  options: ReadCallsOptions,
): Promise<Readers> {
  const local = createLocalReader(options);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const threads = Math.min(availableParallelism(), files.length, MAX_THREADS);
  if (bytes < MIN_BYTES_FOR_THREADS || threads < 2) {
    return { readers: [local], local, close: async () => {} };
  }
  const { digest: _digest, ...data } = options;
  const program = { code: await readerCode(), data };
  const readers = Array.from({ length: threads }, () => createWorkerReader(program));
  const close = async (): Promise<void> => {
    await Promise.all(readers.map((reader) => reader.close()));
  };
  return { readers, local, close };
}
