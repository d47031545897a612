import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/** A file below a folder. */
interface FoundFile {
  /** Begins as the folder was given. */
  readonly path: string;
  /** The same file has one real path, whatever links lead to it. */
  readonly realPath: string;
  /** Size as stored; 0 when the file cannot be looked at. */
  readonly bytes: number;
}

export interface FolderContents {
  /** Trail files, in the order of their names, folder by folder. */
  readonly files: FoundFile[];
  /** Files about trail files, which hold no records. */
  readonly digestFiles: FoundFile[];
  /** Folders that cannot be listed, with the error of Node.js. */
  readonly unreadable: { readonly path: string; readonly error: unknown }[];
}

interface Folder {
  readonly path: string;
  readonly realPath: string;
}

const TRAIL_FILE = /\.(?:json|ndjson|jsonl)(?:\.gz)?$/i;

/** CloudTrail keeps its digest files in folders of this name, beside `CloudTrail`. */
const DIGEST_FOLDER = 'CloudTrail-Digest';

/**
 * Finds the trail files at any depth below a folder. Links are followed; a folder that several links
 * lead to, or that contains itself, is gone through once.
 *
 * @param root an existing folder.
 */
export async function walkFolder(root: string): Promise<FolderContents> {
  const contents: FolderContents = { files: [], digestFiles: [], unreadable: [] };
  await walk({ path: root, realPath: await realpath(root) }, new Set(), contents);
  return contents;
}

async function walk(folder: Folder, walked: Set<string>, contents: FolderContents): Promise<void> {
  walked.add(folder.realPath);
  let entries: Dirent[];
  try {
    entries = await readdir(folder.path, { withFileTypes: true });
  } catch (error) {
    contents.unreadable.push({ path: folder.path, error });
    return;
  }
  // By code units: the order is the same on every machine.
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const item of await Promise.all(entries.map((entry) => lookAt(entry, folder)))) {
    if (item === undefined) {
      continue;
    }
    if (!('bytes' in item)) {
      if (!walked.has(item.realPath)) {
        await walk(item, walked, contents);
      }
    } else if (isDigest(item)) {
      contents.digestFiles.push(item);
    } else {
      contents.files.push(item);
    }
  }
}

/** Nothing, if it is neither a folder nor a trail file. */
async function lookAt(entry: Dirent, parent: Folder): Promise<Folder | FoundFile | undefined> {
  const found = {
    path: path.join(parent.path, entry.name),
    realPath: path.join(parent.realPath, entry.name),
  };
  if (entry.isDirectory()) {
    return found;
  }
  const isTrailFile = TRAIL_FILE.test(entry.name);
  if (!entry.isSymbolicLink() && !(entry.isFile() && isTrailFile)) {
    return undefined;
  }
  try {
    const stats = await stat(found.path);
    const realPath = entry.isSymbolicLink() ? await realpath(found.path) : found.realPath;
    if (stats.isDirectory()) {
      return { ...found, realPath };
    }
    return stats.isFile() && isTrailFile ? { ...found, realPath, bytes: stats.size } : undefined;
  } catch {
    // Reading it will tell what is wrong with it.
    return isTrailFile ? { ...found, bytes: 0 } : undefined;
  }
}

function isDigest({ path: found, realPath }: FoundFile): boolean {
  return [found, realPath].some((text) =>
    path.dirname(text).split(path.sep).includes(DIGEST_FOLDER),
  );
}
