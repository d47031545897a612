import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';

/** A file to read. */
export interface TrailFile {
  /** As given, or below the folder as it was given. */
  readonly path: string;
  /** The same file has one real path, whatever links lead to it. */
  readonly realPath: string;
  /** Size as stored; 0 for a pipe, and when the file cannot be looked at. */
  readonly bytes: number;
}

export interface FolderContents {
  /** Trail files, in the order of their names, folder by folder. */
  readonly files: TrailFile[];
  /** Files about trail files, which hold no records. */
  readonly digestFiles: TrailFile[];
  /** Folders that cannot be listed, with the error of Node.js. */
  readonly unreadable: { readonly path: string; readonly error: unknown }[];
}

interface Folder {
  readonly path: string;
  readonly realPath: string;
}

const TRAIL_FILE = /\.(?:json|ndjson|jsonl)(?:\.gz)?$/i;

/** CloudTrail keeps its digest files in folders of this name, beside `CloudTrail`. */
const DIGEST_PART = `${path.sep}CloudTrail-Digest${path.sep}`;

/** After so many folders, whoever wants to end the program gets a turn. */
const FOLDERS_IN_A_ROW = 64;

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

/** One call after the other: on the thousands of small folders of a trail, to wait for each takes several times as long. */
async function walk(folder: Folder, walked: Set<string>, contents: FolderContents): Promise<void> {
  walked.add(folder.realPath);
  if (walked.size % FOLDERS_IN_A_ROW === 0) {
    await setImmediate();
  }
  let entries: Dirent[];
  try {
    entries = readdirSync(folder.path, { withFileTypes: true });
  } catch (error) {
    contents.unreadable.push({ path: folder.path, error });
    return;
  }
  // By code units: the order is the same on every machine.
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const at = { path: prefixOf(folder.path), realPath: prefixOf(folder.realPath) };
  for (const item of entries.map((entry) => lookAt(entry, at))) {
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

/** What paths of the entries of a folder begin with. There are as many paths as files, so they share it. */
function prefixOf(folder: string): string {
  return path.join(folder, 'x').slice(0, -1);
}

/** Nothing, if it is neither a folder nor a trail file. @param prefix of its paths. */
function lookAt(entry: Dirent, prefix: Folder): Folder | TrailFile | undefined {
  const found = `${prefix.path}${entry.name}`;
  const realPath = prefix.path === prefix.realPath ? found : `${prefix.realPath}${entry.name}`;
  if (entry.isDirectory()) {
    return { path: found, realPath };
  }
  const isTrailFile = TRAIL_FILE.test(entry.name);
  if (!entry.isSymbolicLink() && !(entry.isFile() && isTrailFile)) {
    return undefined;
  }
  try {
    const stats = statSync(found);
    const target = entry.isSymbolicLink() ? realpathSync(found) : realPath;
    if (stats.isDirectory()) {
      return { path: found, realPath: target };
    }
    return stats.isFile() && isTrailFile
      ? { path: found, realPath: target, bytes: stats.size }
      : undefined;
  } catch {
    // Reading it will tell what is wrong with it.
    return isTrailFile ? { path: found, realPath, bytes: 0 } : undefined;
  }
}

function isDigest({ path: found, realPath }: TrailFile): boolean {
  return [found, realPath].some((text) => `${path.sep}${text}`.includes(DIGEST_PART));
}
