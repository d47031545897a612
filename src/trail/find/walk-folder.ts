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

/** Takes what is in a folder, as it is found. */
export interface FolderSink {
  /** Trail files come in the order of their names, folder by folder. */
  file(file: TrailFile): void;
  /** A file about trail files, which holds no records. */
  digest(file: TrailFile): void;
  /** A folder that cannot be listed, with the error of Node.js. */
  unreadable(path: string, error: unknown): void;
}

interface Folder {
  readonly path: string;
  readonly realPath: string;
}

/** What the paths in a folder begin with. There are as many paths as files, so they share it. */
interface Prefix extends Folder {
  /** Whether files in it are digest files. */
  readonly isOfDigests: boolean;
}

const TRAIL_FILE = /\.(?:json|ndjson|jsonl)(?:\.gz)?$/i;

/** CloudTrail keeps its digest files in folders of this name, beside `CloudTrail`. */
const DIGEST_PART = `${path.sep}CloudTrail-Digest${path.sep}`;

/** After so many folders, others get a turn: those who read the files, and whoever wants to end the program. */
const FOLDERS_IN_A_ROW = 64;

/**
 * Finds the trail files at any depth below a folder. Links are followed; a folder that several links
 * lead to, or that contains itself, is gone through once.
 *
 * @param root an existing folder.
 */
export async function walkFolder(root: string, sink: FolderSink): Promise<void> {
  await walk({ path: root, realPath: await realpath(root) }, new Set(), sink);
}

/** One call after the other: on the thousands of small folders of a trail, to wait for each takes several times as long. */
async function walk(folder: Folder, walked: Set<string>, sink: FolderSink): Promise<void> {
  walked.add(folder.realPath);
  if (walked.size % FOLDERS_IN_A_ROW === 0) {
    await setImmediate();
  }
  let entries: Dirent[];
  try {
    entries = readdirSync(folder.path, { withFileTypes: true });
  } catch (error) {
    sink.unreadable(folder.path, error);
    return;
  }
  // By code units: the order is the same on every machine.
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const prefix = prefixOf(folder);
  for (const entry of entries) {
    const item = lookAt(entry, prefix);
    if (item === undefined) {
      continue;
    }
    if (!('bytes' in item)) {
      if (!walked.has(item.realPath)) {
        await walk(item, walked, sink);
      }
    } else if (prefix.isOfDigests || (entry.isSymbolicLink() && isOfDigests(item.realPath))) {
      sink.digest(item);
    } else {
      sink.file(item);
    }
  }
}

function prefixOf(folder: Folder): Prefix {
  const [own, real] = [folder.path, folder.realPath].map((text) =>
    path.join(text, 'x').slice(0, -1),
  );
  const prefix = { path: own as string, realPath: real as string };
  return { ...prefix, isOfDigests: isOfDigests(prefix.path) || isOfDigests(prefix.realPath) };
}

/** Nothing, if it is neither a folder nor a trail file. */
function lookAt(entry: Dirent, prefix: Prefix): Folder | TrailFile | undefined {
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

function isOfDigests(found: string): boolean {
  return `${path.sep}${found}`.includes(DIGEST_PART);
}
