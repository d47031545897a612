import { randomInt } from 'node:crypto';
import { createMemoryBaseline } from '../src/adapters/memory/memory-baseline';
import { createMemorySightings } from '../src/adapters/memory/memory-sightings';
import { sha256Digest } from '../src/adapters/sha256-digest';
import type { RegionSweepConfig } from '../src/config/config';
import type { Finding } from '../src/detection/finding';
import { collectCalls, type HistoryFile } from '../src/replay/collect-calls';
import { detectInOrder } from '../src/replay/detect-in-order';
import { discoverTrailFiles, type TrailFile } from '../src/trail/discover';
import { showProgress } from './progress';
import { openReaders } from './readers';
import { type ReplayFigures, renderProblems, renderSummary } from './replay-summary';
import { openStore, type StoreFlags } from './store-flag';
import type { Terminal } from './terminal';

/** What came of a history. */
export interface ReplayedHistory {
  readonly findings: readonly Finding[];
  /** Whether all of it could be read. */
  readonly isWhole: boolean;
  /** Writes what could not be read, and the figures. To be called once the findings are written. */
  readonly sumUp: () => void;
}

/**
 * Finds the sweeps in files and folders, and shows how far it is.
 *
 * @throws UsageError when the flags do not fit together, TrailPathError when a path is not there.
 */
export async function replayHistory(
  paths: readonly string[],
  config: RegionSweepConfig,
  flags: StoreFlags,
  terminal: Terminal,
): Promise<ReplayedHistory> {
  const startedAt = performance.now();
  const { files, digestFiles } = await discoverTrailFiles(paths);
  const opened = await openStore(flags, config);
  try {
    const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
    const progress = showProgress(terminal, totalBytes);
    const options = { settings: config.rules, digest: sha256Digest };
    const { readers, local, close } = await openReaders(files, options);
    const collected = await collectCalls(files.map(historyFile), {
      readers,
      local,
      digest: sha256Digest,
      seed: randomInt(2 ** 32),
      onRead: progress.add,
    }).finally(async () => {
      progress.stop();
      await close();
    });
    const findings = await detectInOrder(collected.calls, {
      store: opened.store,
      settings: config.rules,
      severity: config.severity,
      lateEventHours: config.lateEventHours,
      renotifyMinutes: config.renotifyMinutes,
      memory: { baseline: createMemoryBaseline(), sightings: createMemorySightings() },
      digest: sha256Digest,
    });
    return {
      findings,
      isWhole: collected.problems.length === 0,
      sumUp: () => {
        const figures: ReplayFigures = {
          ...collected,
          files: files.length,
          digestFiles,
          findings: findings.length,
          seconds: (performance.now() - startedAt) / 1000,
        };
        terminal.stderr.write(renderProblems(collected.problems));
        terminal.stderr.write(renderSummary(figures));
      },
    };
  } finally {
    await opened.close();
  }
}

function historyFile({ path, bytes }: TrailFile): HistoryFile {
  // A pipe has no size, and neither has an empty file.
  return { bytes, open: () => ({ kind: 'file', path, ...(bytes > 0 && { bytes }) }) };
}
