import { randomInt } from 'node:crypto';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { isAthenaPath } from '../../src/athena/table-name';
import type { RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import type { CatalogWatch } from '../../src/detection/watched/watch-catalog';
import {
  type CollectedCalls,
  collectCalls,
  type HistoryFile,
} from '../../src/replay/collect-calls';
import { type HistoryPart, isWholeHistory, withMargin } from '../../src/trail/find/history-part';
import type { AthenaFlags } from '../flags/athena-flags';
import { type FoundFiles, findFiles } from '../sources/find-files';
import { isLookup } from '../sources/lookup-path';
import type { Terminal } from '../terminal';
import { type CallsInPart, selectCalls } from './calls-in-part';
import { explainEmptyHistory, isUnjudged } from './explain-empty-history';
import { ListedFiles } from './listed-files';
import { showProgress } from './progress';
import { mostThreads, openReaders } from './readers';
import { watchSilence } from './silence';
import { unknownRegions } from './unknown-regions';

/** A history that was read: its calls, and figures about everything else in it. */
export interface History extends CollectedCalls, FoundFiles {
  /** The requested part. {@link CollectedCalls.calls} has a margin around it; see `withMargin`. */
  readonly part: HistoryPart;
  /** The calls of the part alone. */
  readonly callsInPart: CallsInPart;
  /** Files that were found. */
  readonly files: number;
  /** Whether everything that was found could be read, and not every call was rejected. */
  readonly isWhole: boolean;
  /** What to know about the result, in sentences: misspelt regions, and why there are no calls. */
  readonly warnings: readonly string[];
  /** When the reading began, as `performance.now()` counts. */
  readonly startedAt: number;
}

/**
 * Reads the calls of a history: files, folders, globs, `s3://bucket/prefix`, `athena:database.table`, `lookup:` and
 * standard input. Shows its progress, and what it waits for; Ctrl-C ends it with what was read so far.
 *
 * @param watches which calls to watch; without any, reading is faster.
 * @throws UsageError, TrailPathError when a path leads to no file; Error when an S3 bucket cannot be read.
 */
export async function readHistory(
  paths: readonly string[],
  settings: Readonly<Record<RuleId, RuleSettings>>,
  part: HistoryPart,
  terminal: Terminal,
  athena: AthenaFlags,
  watches: readonly CatalogWatch[] = [],
): Promise<History> {
  const startedAt = performance.now();
  const files = new ListedFiles(mostThreads());
  const silence = watchSilence(terminal);
  const take = (file: HistoryFile): void => files.add(file);
  const searching = findFiles(paths, part, terminal, take, settings, athena).finally(() => {
    silence.hasFound();
    files.end();
  });
  const options = {
    settings,
    digest: sha256Digest,
    watches,
    ...(!isWholeHistory(part) && { part: withMargin(part) }),
  };
  const collected = await collect(files, searching, options, terminal, silence).finally(
    silence.stop,
  );
  const { problems: unsearched, ...found } = await searching;
  const isInterrupted = collected.isInterrupted || found.isInterrupted;
  const problems = [...unsearched, ...collected.problems];
  const callsInPart = selectCalls(collected.calls, part);
  const outside = collected.outside + collected.calls.size - callsInPart.size;
  const inPart = { ...collected, calls: callsInPart, outside, isInterrupted };
  const emptyHint = paths.every((path) => isLookup(path) || isAthenaPath(path))
    ? nothingAnswered(paths, inPart, problems)
    : await explainEmptyHistory(inPart, files.sample.items);
  return {
    ...collected,
    ...found,
    isInterrupted,
    outside,
    callsInPart,
    problems,
    part,
    files: files.count,
    isWhole: problems.length === 0 && !isInterrupted && !isUnjudged(collected),
    warnings: [...unknownRegions(part, callsInPart), ...(emptyHint ? [emptyHint] : [])],
    startedAt,
  };
}

type Counted = Pick<CollectedCalls, 'outside' | 'isInterrupted'> & {
  readonly calls: { readonly size: number };
};

/** Why Event history or a table has no calls. The advice on files and trails does not apply to them. */
function nothingAnswered(
  paths: readonly string[],
  { calls, outside, isInterrupted }: Counted,
  problems: readonly unknown[],
): string | undefined {
  if (calls.size > 0 || outside > 0 || isInterrupted || problems.length > 0) {
    return undefined;
  }
  return paths.every(isLookup)
    ? 'Event history has no call that the rules look for, in these regions and at these times.'
    : 'The table has no call that the rules look for, in these accounts and regions and at these times. Check that its trail logs read management events, and that its partitions cover these days.';
}

/** Reads files while the search goes on, and stops when the search fails. */
async function collect(
  files: ListedFiles,
  searching: Promise<unknown>,
  options: Parameters<typeof openReaders>[1],
  terminal: Terminal,
  { watched }: ReturnType<typeof watchSilence>,
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
      readers: readers.map(watched),
      local: watched(local),
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
