/**
 * Writes the sample trail: `node --import tsx tools/samples/generate-sample-trail.ts [outdir]`.
 * What must be found in it goes beside the folder, as `expected-sweeps.json`.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { generateTrail } from './generate-trail';
import { compress, expectedSweepsText, sampleFiles } from './sample-files';

const SAMPLE_FOLDER = fileURLToPath(new URL('../../examples/sample-trail', import.meta.url));

function main(outdir: string): number {
  mkdirSync(outdir, { recursive: true });
  if (outdir === SAMPLE_FOLDER) {
    // File names follow from the generator; what it no longer makes must go.
    rmSync(join(outdir, 'AWSLogs'), { recursive: true, force: true });
  }
  if (readdirSync(outdir).length > 0) {
    process.stderr.write(`${outdir} is not empty. Name a new or an empty folder.\n`);
    return 2;
  }
  const expected = join(dirname(outdir), 'expected-sweeps.json');
  if (outdir !== SAMPLE_FOLDER && existsSync(expected)) {
    process.stderr.write(`${expected} is there already. Name a folder beside which it is not.\n`);
    return 2;
  }
  const trail = generateTrail();
  let size = 0;
  const files = sampleFiles(trail);
  for (const { path, text } of files) {
    const target = join(outdir, path);
    const bytes = compress(text);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
    size += bytes.length;
  }
  writeFileSync(expected, expectedSweepsText(trail));
  process.stdout.write(`${outdir}: ${files.length} files, ${size} bytes\n`);
  return 0;
}

const [folder = SAMPLE_FOLDER] = new Command('sample-trail')
  .description('Writes the sample trail, and expected-sweeps.json beside its folder.')
  .argument('[folder]', 'a new or an empty one')
  .parse().args;
process.exitCode = main(resolve(folder));
