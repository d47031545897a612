import { availableParallelism } from 'node:os';
import type { ReadCallsOptions } from '../../src/replay/read-calls';
import { createLocalReader } from '../../src/replay/threads/reader';
import { createWorkerReader } from '../../src/replay/threads/worker-reader';
import { bundledProgram } from '../bundled-programs';

/** Each thread takes memory, and more threads do not make the disk faster. */
const MAX_THREADS = 8;

/** The maximum of threads: one for each core, up to a limit. */
export function mostThreads(): number {
  return Math.min(availableParallelism(), MAX_THREADS);
}

/** Opens a reader in each of several threads, or one in this thread. */
export async function openReaders(threads: number, options: ReadCallsOptions) {
  const local = createLocalReader(options);
  if (threads < 2) {
    return { readers: [local], local, close: async () => {} };
  }
  const { digest: _digest, ...data } = options;
  const program = { code: await bundledProgram('reader'), data };
  const readers = Array.from({ length: threads }, () => createWorkerReader(program));
  const close = async (): Promise<void> => {
    await Promise.all(readers.map((reader) => reader.close()));
  };
  return { readers, local, close };
}
