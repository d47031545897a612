import { rmSync } from 'node:fs';
import { PACKED_FOLDER } from './set-up';

/** Removes what `set-up.ts` wrote. */
// biome-ignore lint/style/noDefaultExport: jest calls the default export.
export default function tearDown(): void {
  rmSync(process.env[PACKED_FOLDER] ?? '', { recursive: true, force: true });
}
