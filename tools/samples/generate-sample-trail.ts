/** Writes the sample trail, and `expected-sweeps.json` next to its folder: `npm run sample-trail [-- <new folder>]`. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { generateTrail } from './generate-trail';
import { expectedSweepsText, sampleFiles, writeFiles } from './sample-files';

const SAMPLE_FOLDER = join(__dirname, '../../examples/sample-trail');

const folder = resolve(process.argv[2] ?? SAMPLE_FOLDER);
const expected = join(dirname(folder), 'expected-sweeps.json');
const isSample = folder === SAMPLE_FOLDER;
const existing = isSample ? undefined : [folder, expected].find((path) => existsSync(path));
if (existing === undefined) {
  // File names follow from the generator, so old files have to go.
  rmSync(folder, { recursive: true, force: true });
  const trail = generateTrail();
  writeFiles(folder, sampleFiles(trail));
  writeFileSync(expected, expectedSweepsText(trail));
} else {
  process.stderr.write(`error: "${existing}" exists. Name a new folder, such as new/trail.\n`);
  process.exitCode = 2;
}
