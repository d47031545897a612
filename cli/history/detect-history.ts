import { createMemoryBaseline } from '../../src/adapters/memory/memory-baseline';
import { createMemorySightings } from '../../src/adapters/memory/memory-sightings';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { RegionSweepConfig } from '../../src/config/config';
import type { Call, RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import type { SweepStore } from '../../src/ports/sweep-store';
import { detectInOrder } from '../../src/replay/detect-in-order';
import type { ReadonlyCallHistory } from '../../src/replay/history/call-history';
import type { DetectedIncidents } from '../../src/replay/incidents';
import { beginsInPart } from '../../src/trail/find/history-part';
import type { History } from './read-history';

/** The findings of a history that begin in its part, with all signals, and the incidents of all. @param store see {@link detectHistory} */
export async function detectInPart(
  { calls, part }: Pick<History, 'calls' | 'part'>,
  config: RegionSweepConfig,
  store?: SweepStore,
): Promise<DetectedIncidents> {
  const { findings, outlines } = await detectHistory(calls, config.rules, config, store);
  return { findings: findings.filter((finding) => beginsInPart(finding, part)), outlines };
}

/**
 * The findings of calls under some settings, with all signals, and their incidents.
 *
 * @param store an empty one. @default in memory
 */
export function detectHistory(
  calls: readonly Call[] | ReadonlyCallHistory,
  settings: Readonly<Record<RuleId, RuleSettings>>,
  { severity, lateEventHours, renotifyMinutes, maxTrackedCalls }: RegionSweepConfig,
  store: SweepStore = createMemorySweepStore({ maxTrackedCalls }),
): Promise<DetectedIncidents> {
  return detectInOrder(calls, {
    store,
    settings,
    severity,
    lateEventHours,
    renotifyMinutes,
    memory: { baseline: createMemoryBaseline(), sightings: createMemorySightings() },
    digest: sha256Digest,
  });
}
