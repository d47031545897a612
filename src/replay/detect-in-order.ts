import type { Finding } from '../detection/finding';
import type { Call, Digest, RuleSettings } from '../detection/model';
import type { RuleId } from '../detection/rules/catalog';
import type { SeveritySettings } from '../detection/severity/assess';
import { compareTexts } from '../detection/window';
import type { TouchedSweep } from '../engine/detection-outcome';
import { createDetector } from '../engine/detector';
import { readFinding } from '../engine/sweep-reader';
import type { SweepStore } from '../ports/sweep-store';

export interface DetectInOrderParts {
  readonly store: SweepStore;
  readonly settings: Readonly<Record<RuleId, RuleSettings>>;
  readonly severity: SeveritySettings;
  readonly lateEventHours: number;
  readonly renotifyMinutes: number;
  readonly digest: Digest;
}

/**
 * Handles calls one by one in the order of their event times, with a clock that shows the time of the call in
 * hand: as the deployed handler would, had every event arrived at once. Files of a trail are in no such order.
 *
 * @returns the findings as they stand at the end, by window start, then rule id, then principal key.
 * @throws what the store throws: a history with calls left out would look like a clean one.
 */
export async function detectInOrder(
  calls: readonly Call[],
  { store, settings, severity, lateEventHours, renotifyMinutes, digest }: DetectInOrderParts,
): Promise<Finding[]> {
  let now = 0;
  const detector = createDetector({
    store,
    settings,
    severity,
    lateEventHours,
    renotifyMinutes,
    digest,
    clock: () => now,
    // Nobody is told of what is long past; the findings are the result.
    notifyFrom: 'critical',
    notifier: { publish: async () => {} },
  });
  // The ledger forgets in time, as it does in the deployed detector; a history is to be remembered whole.
  const touched = new Map<string, TouchedSweep>();
  for (const call of [...calls].sort(byTime)) {
    now = call.second * 1000;
    const { sweeps, failures } = await detector.detect([call]);
    for (const { error } of failures) {
      throw error;
    }
    for (const seen of sweeps) {
      for (const id of seen.sweep.absorbedIds) {
        touched.delete(id);
      }
      if (seen.sweep.partOf === undefined) {
        touched.set(seen.sweep.id, seen);
      }
    }
  }
  const findings: Finding[] = [];
  for (const { partition, sweep } of touched.values()) {
    const thresholds = settings[partition.ruleId];
    findings.push(await readFinding(store, partition, thresholds, sweep, severity));
  }
  return findings.sort(byWindow);
}

function byTime(a: Call, b: Call): number {
  return a.second - b.second || compareTexts(a.eventId, b.eventId);
}

function byWindow(a: Finding, b: Finding): number {
  return (
    compareTexts(a.window.start, b.window.start) ||
    compareTexts(a.rule.id, b.rule.id) ||
    compareTexts(a.principal.key, b.principal.key)
  );
}
