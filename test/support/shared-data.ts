import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Real CloudTrail records, which are not part of the project. */
export const SHARED_DATA = path.resolve(__dirname, '../../../shared/data');

/** Wild inputs, each with what is right, which are not part of the project. */
export const SHARED_CASES = path.resolve(__dirname, '../../../shared/cases');

export const describeWithSharedData = describeWith(SHARED_DATA);

export const describeWithSharedCases = describeWith(SHARED_CASES);

/** `describe`, if the folder exists. Otherwise it skips the tests, and their names show it. */
function describeWith(folder: string): (name: string, suite: () => void) => void {
  return existsSync(folder)
    ? describe
    : (name, suite) => describe.skip(`${name} (skipped: ${folder} does not exist)`, suite);
}

/** The records of a gzipped NDJSON file of the shared data. */
export async function readSharedRecords(file: string): Promise<unknown[]> {
  const text = gunzipSync(await readFile(path.join(SHARED_DATA, file))).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}

/** The records of every log file of `attack-trail`. */
export async function readAttackTrail(): Promise<unknown[]> {
  const folder = path.join(SHARED_DATA, 'attack-trail');
  const files = await readdir(folder);
  const logs = await Promise.all(files.map((file) => readFile(path.join(folder, file))));
  return logs.flatMap(
    (log) => (JSON.parse(gunzipSync(log).toString('utf8')) as { Records: unknown[] }).Records,
  );
}
