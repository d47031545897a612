import { existsSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { HistoryFile } from '../../src/replay/collect-calls';
import { findTrailFiles, type TrailFile, TrailPathError } from '../../src/trail/find/discover';
import { type HistoryPart, judgeKey } from '../../src/trail/find/history-part';
import { judgeName } from '../../src/trail/find/trail-name';
import type { TrailSource } from '../../src/trail/trail-source';
import type { SkippedFiles } from './skipped-files';

/**
 * Finds local files: files, folders and globs. Counts those that it skips.
 *
 * @throws TrailPathError with every path that leads to no file.
 */
export async function findLocalFiles(
  paths: readonly string[],
  part: HistoryPart,
  skipped: SkippedFiles,
  take: (file: HistoryFile) => void,
): Promise<void> {
  const given = (await Promise.all(paths.map(expand))).flat();
  // A digest or Insights file is skipped in a folder or a glob, but read when its own path is given.
  const named = new Set(paths.map((path) => resolve(path)));
  const { digestFiles, otherFiles } = await findTrailFiles(given, (file) => {
    const verdict = judgeKey(keyOf(file), part);
    if (verdict === 'read' || (verdict !== 'outside' && named.has(resolve(file.path)))) {
      take(new LocalFile(file));
    } else {
      skipped.add(verdict, file.path);
    }
  });
  skipped.digest += digestFiles;
  for (const path of otherFiles) {
    skipped.addOther(path);
  }
}

/** The path with slashes, as in the key of an S3 object: a copy of a bucket is read as the bucket is. */
function keyOf({ path }: TrailFile): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

const MAYBE_GLOB = /[*?[{]/;

/** What a glob matches, by name. A path that exists, or is no glob, stands for itself. */
async function expand(path: string): Promise<readonly string[]> {
  if (existsSync(path) || !MAYBE_GLOB.test(path)) {
    return [path];
  }
  // Loaded on demand: the shell expands most globs.
  const { glob } = await import('tinyglobby');
  const found = await glob(path, { onlyFiles: false, expandDirectories: false, dot: true });
  const matches = found.filter((match) => judgeName(match) !== 'side');
  if (matches.length === 0) {
    throw new TrailPathError([
      {
        path,
        problem: 'matches nothing',
        received: 'a glob, in which * is part of a name, ** is any folders, and {a,b} is a or b',
        fix: 'Check the spelling and the current folder.',
      },
    ]);
  }
  return matches.map((match) => match.replace(/\/$/, '')).sort();
}

/** A class, because a closure per file costs memory: a history may have hundreds of thousands. */
class LocalFile implements HistoryFile {
  private readonly file: TrailFile;

  constructor(file: TrailFile) {
    this.file = file;
  }

  get bytes(): number {
    return this.file.bytes;
  }

  open(): TrailSource {
    const { path, bytes } = this.file;
    // Neither a pipe nor an empty file has a size.
    return { kind: 'file', path, ...(bytes > 0 && { bytes }) };
  }
}
