import type { BuildOptions } from 'esbuild';
import { bundledProgram } from '../bundled-program';

/** The thread starts from the text of the program, which is CommonJS. */
export const READER_OPTIONS = {
  platform: 'node',
  target: 'node20.19',
  format: 'cjs',
} as const satisfies BuildOptions;

/** The code of the threads that read. It is bundled, which is far faster than each thread compiling its imports. */
export function readerCode(): Promise<string> {
  return bundledProgram({
    packed: 'reader-worker.js',
    source: 'history/reader-worker.ts',
    options: READER_OPTIONS,
  });
}
