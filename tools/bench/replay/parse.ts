import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The plain way to read a trail: on one core, whole files with `JSON.parse`. It does nothing with the records. */
for (const entry of readdirSync(process.argv[2] ?? '', { recursive: true, withFileTypes: true })) {
  if (entry.isFile()) {
    const stored = readFileSync(path.join(entry.parentPath, entry.name));
    JSON.parse(gunzipSync(stored, { chunkSize: 1024 * 1024 }).toString());
  }
}
