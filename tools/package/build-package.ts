import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundlePrograms } from './bundle-programs';

const DIST = path.join(__dirname, '../../dist');

/** Writes the programs of the package into `dist`. `npm pack` runs this first. */
bundlePrograms().then(
  ({ files }) => {
    rmSync(DIST, { recursive: true, force: true });
    mkdirSync(DIST);
    for (const [name, contents] of files) {
      writeFileSync(path.join(DIST, name), contents);
    }
  },
  (error: unknown) => {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  },
);
