import type { BuildOptions } from 'esbuild';
import { bundledProgram } from './bundled-program';

const OPTIONS: BuildOptions = { platform: 'node', target: 'node20', format: 'cjs' };

/**
 * The code of the threads that read. Where the command line runs from its sources it is bundled, which is far faster
 * than to let each thread compile its imports.
 */
export function readerCode(): Promise<string> {
  return bundledProgram({
    packed: 'reader-worker.js',
    source: 'reader-worker.ts',
    options: OPTIONS,
  });
}
