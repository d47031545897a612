import { sha256Digest } from '../src/adapters/sha256-digest';
import type { RuleSettings } from '../src/detection/model';
import type { RuleId } from '../src/detection/rules/catalog';
import { type CollectedCalls, collectCalls } from '../src/replay/collect-calls';
import { discoverTrailFiles } from '../src/trail/discover';
import { showProgress } from './progress';
import { type ReplayFigures, renderProblems, renderSummary } from './replay-summary';
import type { Terminal } from './terminal';

/** The calls of a history. */
export interface ReadHistory extends CollectedCalls {
  /** Whether all of it could be read. */
  readonly isWhole: boolean;
  /** Writes what could not be read, and the figures. To be called once the results are written. */
  readonly sumUp: (findings: number) => void;
}

/**
 * Reads files and folders, and shows how far it is.
 *
 * @throws TrailPathError when a path is not there.
 */
export async function readHistory(
  paths: readonly string[],
  settings: Readonly<Record<RuleId, RuleSettings>>,
  terminal: Terminal,
): Promise<ReadHistory> {
  const startedAt = performance.now();
  const { files, digestFiles } = await discoverTrailFiles(paths);
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const progress = showProgress(terminal, totalBytes);
  const collected = await collectCalls(
    files,
    { settings, digest: sha256Digest },
    progress.update,
  ).finally(progress.stop);
  return {
    ...collected,
    isWhole: collected.problems.length === 0,
    sumUp: (findings) => {
      const figures: ReplayFigures = {
        ...collected,
        files: files.length,
        digestFiles,
        findings,
        seconds: (performance.now() - startedAt) / 1000,
      };
      terminal.stderr.write(renderProblems(collected.problems));
      terminal.stderr.write(renderSummary(figures));
    },
  };
}

/** What is to be known when there is no call: what was seen instead, and what to look at. */
export function renderNoCalls({ tally }: CollectedCalls): string {
  const seen =
    tally.records === 0
      ? 'There is no record at all'
      : `None of ${tally.records} records is a call that the rules look for`;
  return `warning: ${seen}. DescribeInstances and GetServiceQuota are read management events: a trail that leaves these out has none. Look at its event selectors (aws cloudtrail get-event-selectors), and at the paths.\n`;
}
