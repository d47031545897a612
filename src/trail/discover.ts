import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { isSystemError, systemMessageOf } from './system-message';
import { type PathProblem, TrailPathError } from './trail-path-error';
import { type FolderContents, type TrailFile, walkFolder } from './walk-folder';

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
  const problems: PathProblem[] = [];
  const digestFolders: PathProblem[] = [];
  const files: TrailFile[] = [];
  const realPaths = new Set<string>();
  const digestFiles = new Set<string>();
  for (const given of paths) {
    const contents = await contentsOf(given, problems);
    if (contents.files.length === 0 && contents.digestFiles.length > 0) {
      digestFolders.push(emptyFolder(given, contents.digestFiles.length));
    }
    for (const file of contents.files) {
      if (!realPaths.has(file.realPath)) {
        realPaths.add(file.realPath);
        files.push(file);
      }
    }
    for (const { realPath } of contents.digestFiles) {
      digestFiles.add(realPath);
    }
  }
  // Beside others they are skipped: a pattern of the shell names the folder of digest files with that of trail files.
  if (files.length === 0) {
    problems.push(...digestFolders);
  }
  if (problems.length > 0) {
    throw new TrailPathError(problems);
  }
  return { files, digestFiles: digestFiles.size };
}

async function contentsOf(given: string, problems: PathProblem[]): Promise<FolderContents> {
  const nothing: FolderContents = { files: [], digestFiles: [], unreadable: [] };
  try {
    const stats = await stat(given);
    await access(given, constants.R_OK);
    if (!stats.isDirectory()) {
      const file = { path: given, realPath: await realPathOf(given), bytes: stats.size };
      return { ...nothing, files: [file] };
    }
    const contents = await walkFolder(given);
    problems.push(...contents.unreadable.map((folder) => unreadable(folder.path, folder.error)));
    if (isEmpty(contents)) {
      problems.push(emptyFolder(given, 0));
    }
    return contents;
  } catch (error) {
    problems.push(unreadable(given, error));
    return nothing;
  }
}

function isEmpty({ files, digestFiles, unreadable }: FolderContents): boolean {
  return files.length + digestFiles.length + unreadable.length === 0;
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
