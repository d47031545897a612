import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { isSystemError, systemMessageOf } from '../system-message';
import { type PathProblem, TrailPathError } from './trail-path-error';
import { type TrailFile, walkFolder } from './walk-folder';

export { TrailPathError } from './trail-path-error';
export type { TrailFile } from './walk-folder';

export interface DiscoveredFiles {
  /** In the order of the paths given; below a folder, in the order of the names. No file comes twice. */
  readonly files: readonly TrailFile[];
  /** How many digest files there were in the folders; they are left out. */
  readonly digestFiles: number;
}

/**
 * Finds the files that paths lead to: a file is taken whatever its name, a folder is searched for trail
 * files at any depth. Nothing is read yet.
 *
 * @throws TrailPathError with all paths that lead to nothing, or to what cannot be read.
 */
export async function discoverTrailFiles(paths: readonly string[]): Promise<DiscoveredFiles> {
  const files: TrailFile[] = [];
  const digestFiles = await findTrailFiles(paths, (file) => files.push(file));
  return { files, digestFiles };
}

/**
 * As {@link discoverTrailFiles}, file by file, so that what was found can be read while others are looked for.
 *
 * @returns how many digest files there were in the folders.
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

  /** @throws TrailPathError where anything led to nothing. @returns how many digest files were left out. */
  end(): number {
    // Beside others they are skipped: a pattern of the shell names the folder of digest files with that of trail files.
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

/** A pipe of the shell has a path, but no real one. */
async function realPathOf(given: string): Promise<string> {
  return realpath(given).catch(() => path.resolve(given));
}

function emptyFolder(given: string, digestFiles: number): PathProblem {
  return {
    path: given,
    problem: 'holds no trail file',
    received:
      digestFiles === 0
        ? 'a folder without such files'
        : `a folder with ${digestFiles} digest files, which hold no records`,
    fix: 'Give the folder that the trail writes to, or name the files one by one.',
  };
}

/** @throws the error itself if it is none of a file. */
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
      ? `Check the spelling, and the folder: ${path.resolve(given)} was looked for.`
      : 'Let the user who runs the command read it, or leave it out.',
  };
}
