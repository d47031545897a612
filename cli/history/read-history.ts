import { randomInt } from 'node:crypto';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { isAthenaPath } from '../../src/athena/table-name';
import type { RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import {
  type CollectedCalls,
  collectCalls,
  type HistoryFile,
} from '../../src/replay/collect-calls';
import { type HistoryPart, isWholeHistory } from '../../src/trail/find/history-part';
import type { AthenaFlags } from '../flags/athena-flags';
import { type FoundFiles, findFiles } from '../sources/find-files';
import type { Terminal } from '../terminal';
import { explainEmptyHistory } from './explain-empty-history';
import { ListedFiles } from './listed-files';
import { showProgress } from './progress';
import { mostThreads, openReaders } from './readers';
import { unknownRegions } from './unknown-regions';

/** A history that was read: its calls, and figures about everything else in it. */
export interface History extends CollectedCalls, FoundFiles {
  readonly part: HistoryPart;
  /** Files that were found. */
  readonly files: number;
  /** Whether everything that was found could be read. */
  readonly isWhole: boolean;
  /** What to know about the result, in sentences: misspelt regions, and why there are no calls. */
  readonly warnings: readonly string[];
  /** When the reading began, as `performance.now()` counts. */
  readonly startedAt: number;
}

/**
 * Reads the calls of a history: files, folders, globs, `s3://bucket/prefix`, `athena:database.table` and standard input.
 * Shows its progress; Ctrl-C ends it with what was read so far.
 *
 * @throws UsageError, TrailPathError when a path leads to no file; Error when an S3 bucket cannot be read.
 */
export async function readHistory(
  paths: readonly string[],
  settings: Readonly<Record<RuleId, RuleSettings>>,
  part: HistoryPart,
  terminal: Terminal,
  athena: AthenaFlags,
): Promise<History> {
  const startedAt = performance.now();
  const files = new ListedFiles(mostThreads());
  const take = (file: HistoryFile): void => files.add(file);
  const searching = findFiles(paths, part, terminal, take, settings, athena).finally(() =>
    files.end(),
  );
  const options = { settings, digest: sha256Digest, ...(!isWholeHistory(part) && { part }) };
  const collected = await collect(files, searching, options, terminal);
  const { problems: unsearched, ...found } = await searching;
  const isInterrupted = collected.isInterrupted || found.isInterrupted;
  const problems = [...unsearched, ...collected.problems];
  const emptyHint = paths.every(isAthenaPath)
    ? nothingQueried({ ...collected, isInterrupted }, problems)
    : await explainEmptyHistory({ ...collected, isInterrupted }, files.sample.items);
  return {
    ...collected,
    ...found,
    isInterrupted,
    problems,
    part,
    files: files.count,
    isWhole: problems.length === 0 && !isInterrupted,
    warnings: [...unknownRegions(part, collected.calls), ...(emptyHint ? [emptyHint] : [])],
    startedAt,
  };
}

/** The advice on files and trails does not apply to a query. */
function nothingQueried(
  { calls, outside, isInterrupted }: CollectedCalls,
  problems: readonly unknown[],
): string | undefined {
  return calls.size > 0 || outside > 0 || isInterrupted || problems.length > 0
    ? undefined
    : 'The table has no call that the rules look for, in these accounts and regions and at these times. Check that its trail logs read management events, and that its partitions cover these days.';
}

/** Reads files while the search goes on, and stops when the search fails. */
async function collect(
  files: ListedFiles,
  searching: Promise<unknown>,
  options: Parameters<typeof openReaders>[1],
  terminal: Terminal,
): Promise<CollectedCalls> {
  const interruption = new AbortController();
  const stop = (): void => interruption.abort();
  searching.catch(stop);
  const { readers, local, close } = await openReaders(await files.threads, options);
  const progress = showProgress(terminal, () => files.bytes);
  const stopListening = terminal.onInterrupt(() => {
    progress.stop();
    terminal.stderr.write(
      'Stopping. The result covers what was read so far; press Ctrl-C again to quit now.\n',
    );
    stop();
  });
  try {
    return await collectCalls(files.batches, {
      readers,
      local,
      digest: options.digest,
      seed: randomInt(2 ** 32),
      signal: interruption.signal,
      onRead: progress.add,
    });
  } finally {
    progress.stop();
    stopListening();
    await close();
  }
}
