/**
 * Writes the sample trail: `node --import tsx examples/generate-sample-trail.ts [outdir]`.
 * What must be found in it goes beside the folder, as `expected-sweeps.json`.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateTrail } from './generator/generate-trail';
import { compress, expectedSweepsText, sampleFiles } from './generator/sample-files';

const SAMPLE_FOLDER = fileURLToPath(new URL('sample-trail', import.meta.url));

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
  writeFileSync(join(dirname(outdir), 'expected-sweeps.json'), expectedSweepsText(trail));
  process.stdout.write(`${outdir}: ${files.length} files, ${size} bytes\n`);
  return 0;
}

process.exitCode = main(resolve(process.argv[2] ?? SAMPLE_FOLDER));
