import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { judgeName } from './trail-name';

/** A file to read. */
export interface TrailFile {
  /** As given, or under the folder as given. */
  readonly path: string;
  /** A file has one real path, whatever links lead to it. */
  readonly realPath: string;
  /** Size as stored; 0 for a pipe, and when the size is unknown. */
  readonly bytes: number;
}

/** Takes what the search of a folder finds. */
export interface FolderSink {
  /** A trail file. They come sorted by name, folder by folder. */
  file(file: TrailFile): void;
  /** A digest file, which contains no records. */
  digest(file: TrailFile): void;
  /** A file that is left out because of its name, or a hidden folder. */
  other(path: string): void;
  /** A folder that cannot be listed, with the error of Node.js. */
  unreadable(path: string, error: unknown): void;
}

interface Folder {
  readonly path: string;
  readonly realPath: string;
}

/** What all paths in a folder begin with. The paths share it, because there are as many paths as files. */
interface Prefix extends Folder {
  /** Whether files in it are digest files. */
  readonly isOfDigests: boolean;
}

/** CloudTrail keeps its digest files in folders of this name, next to `CloudTrail`. */
const DIGEST_PART = `${path.sep}CloudTrail-Digest${path.sep}`;

/** Folders after which other tasks run: the readers of the files, and Ctrl-C. */
const FOLDERS_IN_A_ROW = 64;

/**
 * Finds the files at any depth of a folder that may be trail files: names decide only what cannot be one. Follows links,
 * and searches each folder once, even if several links lead to it or it contains itself.
 *
 * @param root an existing folder.
 */
export async function walkFolder(root: string, sink: FolderSink): Promise<void> {
  await walk({ path: root, realPath: await realpath(root) }, new Set(), sink);
}

/** Synchronous: on the thousands of small folders of a trail, awaiting each one takes several times as long. */
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
  // By code unit, so that the order is the same on every machine.
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const prefix = prefixOf(folder);
  for (const entry of entries) {
    const item = lookAt(entry, prefix);
    if (item === undefined) {
      continue;
    }
    if (!('bytes' in item)) {
      await enter(item, walked, sink);
    } else if (prefix.isOfDigests || (entry.isSymbolicLink() && isOfDigests(item.realPath))) {
      sink.digest(item);
    } else {
      take(item, sink);
    }
  }
}

async function enter(folder: Folder, walked: Set<string>, sink: FolderSink): Promise<void> {
  // The slash marks a folder, which may be called logs.md.
  const verdict = judgeName(`${path.basename(folder.path)}/`);
  if (verdict === 'other') {
    sink.other(folder.path);
  } else if (verdict === 'read' && !walked.has(folder.realPath)) {
    await walk(folder, walked, sink);
  }
}

function take(file: TrailFile, sink: FolderSink): void {
  const verdict = judgeName(path.basename(file.path));
  if (verdict === 'other') {
    sink.other(file.path);
  } else if (verdict === 'read') {
    sink.file(file);
  }
}

function prefixOf(folder: Folder): Prefix {
  const [own, real] = [folder.path, folder.realPath].map((text) =>
    path.join(text, 'x').slice(0, -1),
  );
  const prefix = { path: own as string, realPath: real as string };
  return { ...prefix, isOfDigests: isOfDigests(prefix.path) || isOfDigests(prefix.realPath) };
}

/** Undefined, if it is neither a folder nor a file, such as a socket. */
function lookAt(entry: Dirent, prefix: Prefix): Folder | TrailFile | undefined {
  const found = `${prefix.path}${entry.name}`;
  const realPath = prefix.path === prefix.realPath ? found : `${prefix.realPath}${entry.name}`;
  if (entry.isDirectory()) {
    return { path: found, realPath };
  }
  if (!entry.isSymbolicLink() && !entry.isFile()) {
    return undefined;
  }
  try {
    const stats = statSync(found);
    const target = entry.isSymbolicLink() ? realpathSync(found) : realPath;
    if (stats.isDirectory()) {
      return { path: found, realPath: target };
    }
    return stats.isFile() ? { path: found, realPath: target, bytes: stats.size } : undefined;
  } catch {
    // Reading it will show what is wrong with it.
    return { path: found, realPath, bytes: 0 };
  }
}

function isOfDigests(found: string): boolean {
  return `${path.sep}${found}`.includes(DIGEST_PART);
}
