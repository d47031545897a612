import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const FOLDER = path.join(__dirname, '.');
const COMPILER = require.resolve('assemblyscript/bin/asc.js');

/** The compiled code is kept here, so that nobody needs a compiler to run from the sources. */
export const CODE_FILE = path.join(__dirname, '../../src/trail/split/value-scan-code.ts');

/**
 * Compiles `tools/assembly/value-scan.ts`.
 *
 * @returns the content of {@link CODE_FILE}.
 * @throws Error with the message of the compiler.
 */
export function valueScanCode(): string {
  const code = compiled('value-scan.ts').toString('base64');
  return [
    '/** `tools/assembly/value-scan.ts` as WebAssembly, in base64. Made by `npm run assembly`. */',
    'export const VALUE_SCAN_CODE =',
    `  '${code}';`,
    '',
  ].join('\n');
}

function compiled(entry: string): Buffer {
  const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-assembly-'));
  const file = path.join(folder, 'code.wasm');
  try {
    execFileSync(process.execPath, [COMPILER, entry, '--outFile', file], {
      cwd: FOLDER,
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    });
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
