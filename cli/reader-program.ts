import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The program of the threads that read, where the command line is packed: beside it. */
const PACKED = path.join(__dirname, 'reader-worker.js');

/**
 * The code of the threads that read. Where the command line runs from its sources it is bundled, which is far faster
 * than to let each thread compile its imports.
 */
export async function readerCode(): Promise<string> {
  if (existsSync(PACKED)) {
    return readFileSync(PACKED, 'utf8');
  }
  // Loaded on demand: few histories are large enough.
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [path.join(__dirname, 'reader-worker.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
