import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { shownName } from '../shown-name';
import { isSystemError, systemMessageOf } from '../system-message';
import { someNames } from './some-names';
import { type PathProblem, TrailPathError } from './trail-path-error';
import { type TrailFile, walkFolder } from './walk-folder';

export { TrailPathError } from './trail-path-error';
export type { TrailFile } from './walk-folder';

export interface DiscoveredFiles extends SkippedInFolders {
  /** In the order of the given paths; within a folder, sorted by name. Each file once. */
  readonly files: readonly TrailFile[];
}

/** Files in folders that were skipped, by their names. */
export interface SkippedInFolders {
  readonly digestFiles: number;
  /** The paths of files that cannot be trail files, and of hidden folders. */
  readonly otherFiles: readonly string[];
}

/**
 * Finds the files that paths lead to: a file of any name, or the files at any depth of a folder that may be trail files.
 * Reads nothing yet.
 *
 * @throws TrailPathError with all paths that lead to no file, or that cannot be read.
 */
export async function discoverTrailFiles(paths: readonly string[]): Promise<DiscoveredFiles> {
  const files: TrailFile[] = [];
  const skipped = await findTrailFiles(paths, (file) => files.push(file));
  return { files, ...skipped };
}

/** As {@link discoverTrailFiles}, file by file, so that the first files can be read while the search goes on. */
export async function findTrailFiles(
  paths: readonly string[],
  take: (file: TrailFile) => void,
): Promise<SkippedInFolders> {
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
  private readonly otherFiles = new Set<string>();

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

  /** @throws TrailPathError if any path led to no file. */
  end(): SkippedInFolders {
    // A digest folder is an error only by itself: a pattern of the shell often matches it together with trail files.
    const digestFolders = this.files.size === 0 ? this.digestFolders : [];
    const problems = [...this.problems, ...digestFolders];
    if (problems.length > 0) {
      throw new TrailPathError(problems);
    }
    return { digestFiles: this.digestFiles.size, otherFiles: [...this.otherFiles] };
  }

  private async lookIntoFolder(given: string): Promise<void> {
    const found = { files: 0, digests: 0, unreadable: 0, others: [] as string[] };
    await walkFolder(given, {
      file: (file) => {
        found.files += 1;
        this.takeFile(file);
      },
      digest: ({ realPath }) => {
        found.digests += 1;
        this.digestFiles.add(realPath);
      },
      other: (path) => {
        found.others.push(path);
        this.otherFiles.add(path);
      },
      unreadable: (path, error) => {
        found.unreadable += 1;
        this.problems.push(unreadable(path, error));
      },
    });
    if (found.files === 0 && found.digests > 0) {
      this.digestFolders.push(emptyFolder(given, found));
    } else if (found.files + found.unreadable === 0) {
      this.problems.push(emptyFolder(given, found));
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

function emptyFolder(
  given: string,
  { digests, others }: { readonly digests: number; readonly others: readonly string[] },
): PathProblem {
  const received = [
    ...(digests > 0 ? [`${digests} digest files, which contain no records`] : []),
    ...(others.length > 0 ? [`files that cannot be trail files: ${someNames(others)}`] : []),
  ].join(', and ');
  return {
    path: given,
    problem: 'contains no CloudTrail log file',
    received: received === '' ? 'a folder without files' : `a folder with ${received}`,
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
      ? `Check the spelling and the current folder. The full path would be ${shownName(path.resolve(given))}.`
      : 'Allow your user to read it, or leave it out.',
  };
}
