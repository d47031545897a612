import { TrailPathError } from '../../src/trail/find/discover';
import type { HistoryPart } from '../../src/trail/find/history-part';
import { UsageError } from '../flags/usage-error';
import type { Terminal } from '../terminal';
import { type FoundBesides, type TakeFile, together } from './history-files';
import { findLocalFiles } from './local-files';
import { isS3 } from './s3-location';
import { isStdin, stdinFile } from './stdin-file';

/**
 * Finds the files that paths lead to: files, folders and globs of this machine, `s3://bucket/prefix`, and `-` for standard
 * input.
 *
 * @param take gets the files as they are found, so that the first are read while others are looked for.
 * @throws TrailPathError, UsageError with what leads to nothing; Error when a bucket gives nothing.
 */
export async function findFiles(
  paths: readonly string[],
  part: HistoryPart,
  terminal: Pick<Terminal, 'stdin'>,
  take: TakeFile,
): Promise<FoundBesides> {
  let files = 0;
  const takeAndCount: TakeFile = (file) => {
    files += 1;
    take(file);
  };
  if (paths.some(isStdin)) {
    takeAndCount(stdinFile(terminal));
  }
  const local = paths.filter((path) => !isS3(path) && !isStdin(path));
  const found = together([
    ...(local.length > 0 ? [await findLocalFiles(local, part, takeAndCount)] : []),
    ...(await findInS3([...new Set(paths.filter(isS3))], part, takeAndCount)),
  ]);
  if (files === 0 && found.problems.length === 0) {
    throw nothingMatches(paths, found);
  }
  return found;
}

async function findInS3(
  paths: readonly string[],
  part: HistoryPart,
  take: TakeFile,
): Promise<readonly FoundBesides[]> {
  if (paths.length === 0) {
    return [];
  }
  // Loaded on demand: what is on this machine does not wait for the AWS SDK.
  const { findS3Files } = await import('./s3-files');
  const found = await Promise.all(paths.map((path) => findS3Files(path, part)));
  found.flatMap(({ files }) => files).forEach(take);
  return found;
}

function nothingMatches(
  paths: readonly string[],
  { outsideFiles, digestFiles, insightFiles }: FoundBesides,
): Error {
  const path = paths.join(' ');
  if (outsideFiles > 0) {
    return new UsageError(
      `No file is left of ${path}: all ${outsideFiles} are outside --from, --to, --accounts and --regions, by what their names tell. Widen these; files are named after the time of their delivery, minutes after the calls.`,
    );
  }
  const others = [
    ...(digestFiles > 0 ? [`${digestFiles} digest files`] : []),
    ...(insightFiles > 0 ? [`${insightFiles} files of CloudTrail Insights`] : []),
  ];
  return new TrailPathError([
    {
      path,
      problem: 'holds no trail file',
      received:
        others.length > 0
          ? `only ${others.join(' and ')}`
          : 'nothing in the folders of the accounts, regions and days that were asked for',
      fix: 'Give the bucket or folder that the trail writes to, and widen --from, --to, --accounts and --regions.',
    },
  ]);
}
