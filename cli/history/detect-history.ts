import { createMemoryBaseline } from '../../src/adapters/memory/memory-baseline';
import { createMemorySightings } from '../../src/adapters/memory/memory-sightings';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { createMemoryWatchedCalls } from '../../src/adapters/memory/memory-watched-calls';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { RegionSweepConfig } from '../../src/config/config';
import type { Finding } from '../../src/detection/finding';
import type { Call, RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import type { SweepStore } from '../../src/ports/sweep-store';
import { detectInOrder } from '../../src/replay/detect-in-order';
import type { ReadonlyCallHistory } from '../../src/replay/history/call-history';
import { type WatchedHistory, withHistory } from '../../src/replay/history/watched-history';
import type { DetectedIncidents } from '../../src/replay/incidents';
import { beginsInPart } from '../../src/trail/find/history-part';
import type { History } from './read-history';

/** What a history is detected with, next to its calls. */
export interface DetectOptions {
  /** An empty one. @default in memory */
  readonly store?: SweepStore;
  /** The watched calls, and the findings with the notes of the allow-list. @default incidents consist of sweeps alone */
  readonly watched?: {
    readonly history: WatchedHistory;
    readonly noted: (finding: Finding) => Finding;
  };
}

/** The findings of a history that begin in its part, with all signals, and the incidents of all. */
export async function detectInPart(
  { calls, part }: Pick<History, 'calls' | 'part'>,
  config: RegionSweepConfig,
  options?: DetectOptions,
): Promise<DetectedIncidents> {
  const { findings, incidents } = await detectHistory(calls, config.rules, config, options);
  return { findings: findings.filter((finding) => beginsInPart(finding, part)), incidents };
}

/** The findings of calls under some settings, with all signals, and their incidents. */
export function detectHistory(
  calls: readonly Call[] | ReadonlyCallHistory,
  settings: Readonly<Record<RuleId, RuleSettings>>,
  { severity, lateEventHours, renotifyMinutes, maxTrackedCalls }: RegionSweepConfig,
  { store = createMemorySweepStore({ maxTrackedCalls }), watched }: DetectOptions = {},
): Promise<DetectedIncidents> {
  return detectInOrder(calls, {
    store,
    settings,
    severity,
    lateEventHours,
    renotifyMinutes,
    memory: { baseline: createMemoryBaseline(), sightings: createMemorySightings() },
    digest: sha256Digest,
    ...(watched && {
      watched: {
        calls: withHistory(createMemoryWatchedCalls(sha256Digest), watched.history),
        noted: watched.noted,
      },
    }),
  });
}
