import { existsSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { HistoryFile } from '../../src/replay/collect-calls';
import { findTrailFiles, type TrailFile, TrailPathError } from '../../src/trail/find/discover';
import { type HistoryPart, judgeKey } from '../../src/trail/find/history-part';
import type { TrailSource } from '../../src/trail/trail-source';
import type { FoundBesides, TakeFile } from './history-files';

/**
 * Finds files of this machine: files, folders and globs.
 *
 * @throws TrailPathError with all that lead to nothing.
 */
export async function findLocalFiles(
  paths: readonly string[],
  part: HistoryPart,
  take: TakeFile,
): Promise<FoundBesides> {
  const given = (await Promise.all(paths.map(expand))).flat();
  // A file that somebody names is read, whatever it is; what a glob or a folder leads to is judged.
  const named = new Set(paths.map((path) => resolve(path)));
  const besides = { digestFiles: 0, insightFiles: 0, outsideFiles: 0 };
  const digestsInFolders = await findTrailFiles(given, (file) => {
    const verdict = judgeKey(keyOf(file), part);
    if (verdict === 'outside') {
      besides.outsideFiles += 1;
    } else if (verdict === 'digest' && !named.has(resolve(file.path))) {
      besides.digestFiles += 1;
    } else if (verdict === 'insight' && !named.has(resolve(file.path))) {
      besides.insightFiles += 1;
    } else {
      take(new LocalFile(file));
    }
  });
  return { ...besides, digestFiles: besides.digestFiles + digestsInFolders, problems: [] };
}

/** With slashes, as keys have: a copy of a bucket is read as the bucket is. */
function keyOf({ path }: TrailFile): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

const MAYBE_GLOB = /[*?[{]/;

/** What a glob matches, by name; a path that is there, or is no glob, is itself. */
async function expand(path: string): Promise<readonly string[]> {
  if (existsSync(path) || !MAYBE_GLOB.test(path)) {
    return [path];
  }
  // Loaded on demand: the shell expands most globs.
  const { glob } = await import('tinyglobby');
  const matches = await glob(path, { onlyFiles: false, expandDirectories: false, dot: true });
  if (matches.length === 0) {
    throw new TrailPathError([
      {
        path,
        problem: 'matches nothing',
        received: 'a glob: * within a name, ** for any folders, {a,b} for one or the other',
        fix: 'Check the spelling, and the folder that the command runs in.',
      },
    ]);
  }
  return matches.map((match) => match.replace(/\/$/, '')).sort();
}

/** No function of its own for each: a history may have hundreds of thousands of files. */
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
    // A pipe has no size, and neither has an empty file.
    return { kind: 'file', path, ...(bytes > 0 && { bytes }) };
  }
}
