/** Writes a month of an organization with 30 accounts, to try settings on: `npm run sample-month`. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { logFileText } from './delivery';
import { monthFiles } from './month/month-files';
import { type SampleFile, writeFiles } from './sample-files';

const FOLDER = join(__dirname, '../../.sample-month');

function* sampleMonth(): Generator<SampleFile> {
  for (const file of monthFiles()) {
    yield { path: file.path, text: logFileText(file) };
  }
}

rmSync(FOLDER, { recursive: true, force: true });
writeFiles(FOLDER, sampleMonth());
