import type { Unwrapped } from '../../src/detection/cloudtrail/unwrap';
import {
  type ReadOptions,
  readTrailFile,
  type TrailProblem,
} from '../../src/trail/read-trail-file';

/** All that is read of a file. */
export interface ReadFile {
  readonly unwrapped: Unwrapped[];
  readonly skipped: number;
  readonly problems: TrailProblem[];
  /** After each batch. */
  readonly bytesRead: number[];
}

export async function readAll(path: string, options?: ReadOptions): Promise<ReadFile> {
  const all = {
    unwrapped: [] as Unwrapped[],
    problems: [] as TrailProblem[],
    bytesRead: [] as number[],
  };
  let skipped = 0;
  for await (const batch of readTrailFile(path, options)) {
    all.unwrapped.push(...batch.unwrapped);
    all.problems.push(...batch.problems);
    all.bytesRead.push(batch.bytesRead);
    skipped += batch.skipped;
  }
  return { ...all, skipped };
}

/** The records of a file, without what held them. */
export async function readRecords(path: string): Promise<unknown[]> {
  const { unwrapped } = await readAll(path);
  return unwrapped.map((item) => (item.kind === 'record' ? item.record : item.kind));
}
