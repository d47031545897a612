import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { isSystemError, systemMessageOf } from '../system-message';
import { type PathProblem, TrailPathError } from './trail-path-error';
import { type TrailFile, walkFolder } from './walk-folder';

export { TrailPathError } from './trail-path-error';
export type { TrailFile } from './walk-folder';

export interface DiscoveredFiles {
  /** In the order of the given paths; within a folder, sorted by name. Each file once. */
  readonly files: readonly TrailFile[];
  /** How many digest files were skipped. */
  readonly digestFiles: number;
}

/**
 * Finds the files that paths lead to: a file of any name, or the trail files at any depth of a folder. Reads nothing
 * yet.
 *
 * @throws TrailPathError with all paths that lead to no file, or that cannot be read.
 */
export async function discoverTrailFiles(paths: readonly string[]): Promise<DiscoveredFiles> {
  const files: TrailFile[] = [];
  const digestFiles = await findTrailFiles(paths, (file) => files.push(file));
  return { files, digestFiles };
}

/**
 * As {@link discoverTrailFiles}, file by file, so that the first files can be read while the search goes on.
 *
 * @returns how many digest files were skipped.
 */
export async function findTrailFiles(
  paths: readonly string[],
  take: (file: TrailFile) => void,
): Promise<number> {
  const search = new Search(take);
  for (const given of paths) {
    await search.lookInto(given);
  }
  return search.end();
}

/** A search in several places, which may overlap. */
class Search {
  private readonly take: (file: TrailFile) => void;
  private readonly problems: PathProblem[] = [];
  private readonly digestFolders: PathProblem[] = [];
  private readonly files = new Set<string>();
  private readonly digestFiles = new Set<string>();

  constructor(take: (file: TrailFile) => void) {
    this.take = take;
  }

  async lookInto(given: string): Promise<void> {
    try {
      const stats = await stat(given);
      await access(given, constants.R_OK);
      if (stats.isDirectory()) {
        await this.lookIntoFolder(given);
      } else {
        this.takeFile({ path: given, realPath: await realPathOf(given), bytes: stats.size });
      }
    } catch (error) {
      this.problems.push(unreadable(given, error));
    }
  }

  /** @throws TrailPathError if any path led to no file. @returns how many digest files were skipped. */
  end(): number {
    // A digest folder is an error only by itself: a pattern of the shell often matches it together with trail files.
    const digestFolders = this.files.size === 0 ? this.digestFolders : [];
    const problems = [...this.problems, ...digestFolders];
    if (problems.length > 0) {
      throw new TrailPathError(problems);
    }
    return this.digestFiles.size;
  }

  private async lookIntoFolder(given: string): Promise<void> {
    const found = { files: 0, digests: 0, unreadable: 0 };
    await walkFolder(given, {
      file: (file) => {
        found.files += 1;
        this.takeFile(file);
      },
      digest: ({ realPath }) => {
        found.digests += 1;
        this.digestFiles.add(realPath);
      },
      unreadable: (path, error) => {
        found.unreadable += 1;
        this.problems.push(unreadable(path, error));
      },
    });
    if (found.files === 0 && found.digests > 0) {
      this.digestFolders.push(emptyFolder(given, found.digests));
    } else if (found.files + found.unreadable === 0) {
      this.problems.push(emptyFolder(given, 0));
    }
  }

  private takeFile(file: TrailFile): void {
    if (!this.files.has(file.realPath)) {
      this.files.add(file.realPath);
      this.take(file);
    }
  }
}

/** A pipe of the shell has a path, but no real path. */
async function realPathOf(given: string): Promise<string> {
  return realpath(given).catch(() => path.resolve(given));
}

function emptyFolder(given: string, digestFiles: number): PathProblem {
  return {
    path: given,
    problem: 'contains no CloudTrail log file',
    received:
      digestFiles === 0
        ? 'a folder without .json, .ndjson or .jsonl files'
        : `a folder with ${digestFiles} digest files, which contain no records`,
    fix: 'Use the folder that the trail writes to, or list the files one by one.',
  };
}

/** @throws the error itself unless it is about a file. */
function unreadable(given: string, error: unknown): PathProblem {
  if (!isSystemError(error)) {
    throw error;
  }
  const isMissing = error.code === 'ENOENT';
  return {
    path: given,
    problem: isMissing ? 'does not exist' : 'cannot be read',
    received: systemMessageOf(error),
    fix: isMissing
      ? `Check the spelling and the current folder. The full path would be ${path.resolve(given)}.`
      : 'Allow your user to read it, or leave it out.',
  };
}
