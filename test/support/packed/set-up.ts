import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundlePrograms } from '../../../tools/package/bundle-programs';

/** Where the command line is that `runCli` runs; the processes of the tests inherit it. */
export const PACKED_FOLDER = 'REGIONSWEEP_PACKED_FOLDER';

/** Bundles the command line, once for all tests: it starts several times as fast as the sources do. */
// biome-ignore lint/style/noDefaultExport: jest calls the default export.
export default async function setUp(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-packed-'));
  process.env[PACKED_FOLDER] = folder;
  for (const [name, contents] of (await bundlePrograms()).files) {
    writeFileSync(path.join(folder, name), contents);
  }
}
