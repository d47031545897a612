import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Real CloudTrail records, which are not part of the project. */
export const SHARED_DATA = path.resolve(__dirname, '../../../shared/data');

/** `describe`, if the shared data exists. Otherwise it skips the tests, and their names show it. */
export const describeWithSharedData: (name: string, suite: () => void) => void = existsSync(
  SHARED_DATA,
)
  ? describe
  : (name, suite) => describe.skip(`${name} (skipped: ${SHARED_DATA} does not exist)`, suite);

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
