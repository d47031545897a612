import { isAthenaPath } from '../../src/athena/table-name';
import type { RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import type { HistoryFile } from '../../src/replay/collect-calls';
import { TrailPathError } from '../../src/trail/find/discover';
import { type HistoryPart, withMargin } from '../../src/trail/find/history-part';
import { someNames } from '../../src/trail/find/some-names';
import type { TrailProblem } from '../../src/trail/read-trail-file';
import { shownName } from '../../src/trail/shown-name';
import { type AthenaFlags, checkAthenaFlags } from '../flags/athena-flags';
import { UsageError } from '../flags/usage-error';
import type { Terminal } from '../terminal';
import { findLocalFiles } from './local-files';
import { isLookup } from './lookup-path';
import { isS3 } from './s3-location';
import { SkippedFiles } from './skipped-files';
import { isStdin, stdinFile } from './stdin-file';

/** What a search found besides files. */
export interface FoundFiles {
  readonly skipped: Readonly<SkippedFiles>;
  /** Places that could not be searched. */
  readonly problems: readonly TrailProblem[];
  /** Whether Ctrl-C ended the search. */
  readonly isInterrupted: boolean;
  /** What queries of Athena scanned, and the price. */
  readonly scans: readonly string[];
}

/**
 * Finds the files that paths lead to: local files, folders and globs, `s3://bucket/prefix`, the result of a query for
 * `athena:database.table`, `lookup:` for CloudTrail Event history, and `-` for standard input.
 *
 * @param part what was asked for.
 * @param take gets each file as it is found, so that the first are read while the search goes on.
 * @param read the part with the margin that is read.
 * @throws TrailPathError, UsageError when a path leads to no file; Error when an S3 bucket cannot be listed.
 */
export async function findFiles(
  paths: readonly string[],
  part: HistoryPart,
  terminal: Pick<Terminal, 'stdin' | 'stderr' | 'onInterrupt'>,
  take: (file: HistoryFile) => void,
  settings: Readonly<Record<RuleId, RuleSettings>>,
  athena: AthenaFlags,
  read: HistoryPart = withMargin(part),
): Promise<FoundFiles> {
  const skipped = new SkippedFiles();
  const tables = [...new Set(paths.filter(isAthenaPath))];
  checkAthenaFlags(athena, tables);
  let files = 0;
  const takeAndCount = (file: HistoryFile): void => {
    files += 1;
    take(file);
  };
  if (paths.some(isStdin)) {
    takeAndCount(stdinFile(terminal));
  }
  const local = paths.filter(
    (path) => !isS3(path) && !isStdin(path) && !isAthenaPath(path) && !isLookup(path),
  );
  if (local.length > 0) {
    await findLocalFiles(local, read, skipped, takeAndCount);
  }
  const problems: TrailProblem[] = [];
  const inS3 = [...new Set(paths.filter(isS3))];
  if (inS3.length > 0) {
    // Loaded on demand: local files do not need the AWS SDK.
    const { findS3Files } = await import('./s3-files');
    const found = await Promise.all(inS3.map((path) => findS3Files(path, read, skipped)));
    found.flatMap((one) => one.files).forEach(takeAndCount);
    problems.push(...found.flatMap((one) => one.problems));
  }
  if (paths.some(isLookup)) {
    const { findLookupFiles } = await import('./lookup-files');
    const found = await findLookupFiles(part, settings, terminal);
    found.files.forEach(takeAndCount);
    problems.push(...found.problems);
  }
  const scans: string[] = [];
  let isInterrupted = false;
  for (const path of tables) {
    const { findInAthena } = await import('./athena-files');
    const found = await findInAthena(path, part, settings, athena, terminal);
    found.files.forEach(takeAndCount);
    problems.push(...found.problems);
    scans.push(...(found.scan === undefined ? [] : [found.scan]));
    isInterrupted = found.isInterrupted;
    if (isInterrupted) {
      break;
    }
  }
  if (files === 0 && problems.length === 0 && !isInterrupted) {
    throw nothingFound(paths, skipped);
  }
  return { skipped, problems, isInterrupted, scans };
}

function nothingFound(paths: readonly string[], skipped: SkippedFiles): Error {
  const path = paths.map(shownName).join(' ');
  if (skipped.outside > 0) {
    return new UsageError(
      `${path}: --from, --to, --accounts and --regions exclude every file (${skipped.outside}) by file name. Widen these flags. The time in a file name is when CloudTrail delivered the file, minutes after the calls.`,
    );
  }
  const others = [
    ...(skipped.digest > 0 ? [`${skipped.digest} digest files`] : []),
    ...(skipped.insight > 0 ? [`${skipped.insight} files of CloudTrail Insights`] : []),
    ...(skipped.other > 0
      ? [`files that cannot be trail files (${someNames(skipped.otherNames)})`]
      : []),
  ];
  return new TrailPathError([
    {
      path: paths.join(' '),
      problem: 'contains no CloudTrail log file',
      received:
        others.length > 0
          ? `only ${others.join(' and ')}`
          : 'nothing for the accounts, regions and days of the flags',
      fix: 'Use the bucket or folder that the trail writes to, and widen --from, --to, --accounts and --regions.',
    },
  ]);
}
