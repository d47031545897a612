import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { gunzipSync } from 'node:zlib';

export const EXAMPLES = join(__dirname, '../../examples');
const SAMPLE_TRAIL = join(EXAMPLES, 'sample-trail');

export interface CommittedFile {
  /** Relative to the trail's folder, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly size: number;
}

/** The files of the sample trail as they lie in the repository, by path. */
export function readSampleTrail(): CommittedFile[] {
  return readdirSync(SAMPLE_TRAIL, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const bytes = readFileSync(file);
      return {
        path: relative(SAMPLE_TRAIL, file).split(sep).join('/'),
        text: gunzipSync(bytes).toString('utf8'),
        size: bytes.length,
      };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
