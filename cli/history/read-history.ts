import { randomInt } from 'node:crypto';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import { type CollectedCalls, collectCalls } from '../../src/replay/collect-calls';
import { isWholeHistory, partInWords } from '../../src/trail/find/history-part';
import { type PartFlags, partOf, partWarnings } from '../flags/part-flags';
import { findFiles } from '../sources/find-files';
import type { Terminal } from '../terminal';
import { explainEmptyHistory } from './explain-empty-history';
import { ListedFiles } from './listed-files';
import { showProgress } from './progress';
import { mostThreads, openReaders } from './readers';
import { type ReplayFigures, renderProblems, renderSummary } from './replay-summary';
import { unknownRegions } from './unknown-regions';

/** The calls of a history. */
export interface ReadHistory extends CollectedCalls {
  /** Whether all of it could be read. */
  readonly isWhole: boolean;
  /** What has to be known of the history, in sentences: which part of it this is, and why there is no call. */
  readonly remarks: readonly string[];
  /**
   * Writes what could not be read, and the figures. To be called once the results are written.
   *
   * @param findingsOf which findings these are, where there may be others.
   */
  readonly sumUp: (findings: number, findingsOf?: string) => void;
}

/**
 * Reads the calls of a history: files, folders, globs, `s3://bucket/prefix` and standard input. Shows how far it is; Ctrl-C
 * ends it with what was read until then.
 *
 * @throws UsageError, TrailPathError where the paths lead to nothing, or the flags cannot be used; Error when a bucket
 * gives nothing.
 */
export async function readHistory(
  paths: readonly string[],
  settings: Readonly<Record<RuleId, RuleSettings>>,
  flags: PartFlags,
  terminal: Terminal,
): Promise<ReadHistory> {
  const startedAt = performance.now();
  const part = partOf(flags);
  for (const warning of partWarnings(part, settings)) {
    terminal.stderr.write(`warning: ${warning}\n`);
  }
  const files = new ListedFiles(mostThreads());
  const finding = findFiles(paths, part, terminal, (file) => files.add(file)).finally(() =>
    files.end(),
  );
  const options = { settings, digest: sha256Digest, ...(!isWholeHistory(part) && { part }) };
  const collected = await collect(files, finding, options, terminal);
  const found = await finding;
  for (const warning of unknownRegions(part, collected.calls)) {
    terminal.stderr.write(`warning: ${warning}\n`);
  }
  const problems = [...found.problems, ...collected.problems];
  const unseen = await explainEmptyHistory(collected, files.sample.items);
  const only = partInWords(part);
  return {
    ...collected,
    problems,
    remarks: [...(only === undefined ? [] : [`Only: ${only}.`]), ...(unseen ? [unseen] : [])],
    isWhole: problems.length === 0 && !collected.isInterrupted,
    sumUp: (findings, findingsOf) => {
      const figures: ReplayFigures = {
        ...collected,
        ...found,
        problems,
        files: files.count,
        findings,
        findingsOf,
        seconds: (performance.now() - startedAt) / 1000,
      };
      terminal.stderr.write(renderProblems(problems));
      terminal.stderr.write(renderSummary(figures));
      terminal.stderr.write(unseen === undefined ? '' : `warning: ${unseen}\n`);
    },
  };
}

/** Reads files while they are found, and gives up where finding them fails. */
async function collect(
  files: ListedFiles,
  finding: Promise<unknown>,
  options: Parameters<typeof openReaders>[1],
  terminal: Terminal,
): Promise<CollectedCalls> {
  const interruption = new AbortController();
  const stop = (): void => interruption.abort();
  finding.catch(stop);
  const { readers, local, close } = await openReaders(await files.threads, options);
  const progress = showProgress(terminal, () => files.bytes);
  const stopListening = terminal.onInterrupt(() => {
    progress.stop();
    terminal.stderr.write('Ending with what was read so far. Ctrl-C again ends at once.\n');
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
