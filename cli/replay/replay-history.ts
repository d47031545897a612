import { createMemoryBaseline } from '../../src/adapters/memory/memory-baseline';
import { createMemorySightings } from '../../src/adapters/memory/memory-sightings';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { RegionSweepConfig } from '../../src/config/config';
import type { Finding } from '../../src/detection/finding';
import type { Call } from '../../src/detection/model';
import { detectInOrder } from '../../src/replay/detect-in-order';
import type { TrailProblem } from '../../src/trail/read-trail-file';
import type { PartFlags } from '../flags/part-flags';
import { readHistory } from '../history/read-history';
import type { Terminal } from '../terminal';
import { openStore } from './open-store';
import type { StoreFlags } from './store-flag';

/** What came of a history. */
export interface ReplayedHistory {
  readonly findings: readonly Finding[];
  /** Distinct, in any order. */
  readonly calls: Iterable<Call>;
  /** What could not be read. */
  readonly problems: readonly TrailProblem[];
  /** What has to be known of the history, in sentences. */
  readonly remarks: readonly string[];
  /** Whether all of it could be read. */
  readonly isWhole: boolean;
  /** Whether Ctrl-C ended the reading. */
  readonly isInterrupted: boolean;
  /** Writes what could not be read, and the figures. To be called once the findings are written. */
  readonly sumUp: () => void;
}

/**
 * Finds the sweeps in a history, and shows how far it is.
 *
 * @throws what `readHistory` throws, and UsageError when the flags do not fit together.
 */
export async function replayHistory(
  paths: readonly string[],
  config: RegionSweepConfig,
  flags: StoreFlags & PartFlags,
  terminal: Terminal,
): Promise<ReplayedHistory> {
  const opened = await openStore(flags, config);
  try {
    const history = await readHistory(paths, config.rules, flags, terminal);
    const findings = await detectInOrder(history.calls, {
      store: opened.store,
      settings: config.rules,
      severity: config.severity,
      lateEventHours: config.lateEventHours,
      renotifyMinutes: config.renotifyMinutes,
      memory: { baseline: createMemoryBaseline(), sightings: createMemorySightings() },
      digest: sha256Digest,
    });
    return { ...history, findings, sumUp: () => history.sumUp(findings.length) };
  } finally {
    await opened.close();
  }
}
