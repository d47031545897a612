import type { BuildOptions } from 'esbuild';
import { bundledProgram } from '../bundled-program';

/** Started from its text, which is CommonJS. */
export const READER_OPTIONS = {
  platform: 'node',
  target: 'node20.19',
  format: 'cjs',
} as const satisfies BuildOptions;

/**
 * The code of the threads that read. Where the command line runs from its sources it is bundled, which is far faster
 * than to let each thread compile its imports.
 */
export function readerCode(): Promise<string> {
  return bundledProgram({
    packed: 'reader-worker.js',
    source: 'history/reader-worker.ts',
    options: READER_OPTIONS,
  });
}
