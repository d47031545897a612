/**
 * Writes a month of an organization with 30 accounts, to try settings on:
 * `npm run sample-month`, or `node --import tsx tools/samples/generate-sample-month.ts [outdir]`.
 * One file for each account and day; CloudTrail itself writes one for each region and five minutes.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { monthFiles } from './month/month-files';
import { compress } from './sample-files';

const MONTH_FOLDER = fileURLToPath(new URL('../../.sample-month', import.meta.url));

function main(outdir: string): void {
  if (outdir === MONTH_FOLDER) {
    rmSync(outdir, { recursive: true, force: true });
  }
  let [files, records] = [0, 0];
  for (const file of monthFiles()) {
    const target = join(outdir, file.path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, compress(JSON.stringify({ Records: file.records })));
    files += 1;
    records += file.records.length;
  }
  process.stdout.write(`${outdir}: ${files} files, ${records} records\n`);
}

const [folder = MONTH_FOLDER] = new Command('sample-month')
  .description('Writes a month of an organization with 30 accounts.')
  .argument('[folder]', 'where to')
  .parse().args;
main(resolve(folder));
