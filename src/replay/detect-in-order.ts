import type { Finding } from '../detection/finding';
import type { Call, Digest, RuleSettings } from '../detection/model';
import type { RuleId } from '../detection/rules/catalog';
import type { SeveritySettings } from '../detection/severity/assess';
import { compareTexts } from '../detection/window';
import { findingsOrThrow } from '../engine/detection-outcome';
import { createDetector } from '../engine/detector';
import { createLearner } from '../engine/learner';
import { createSightingNotes } from '../engine/sighting-notes';
import { type ContextReader, createContextReader } from '../engine/sweep-context';
import { readFindings, readSweeps } from '../engine/sweep-reader';
import type { Baseline } from '../ports/baseline';
import type { Sightings } from '../ports/sightings';
import type { Partition, SweepStore } from '../ports/sweep-store';

export interface DetectInOrderParts {
  readonly store: SweepStore;
  readonly settings: Readonly<Record<RuleId, RuleSettings>>;
  readonly severity: SeveritySettings;
  readonly lateEventHours: number;
  readonly digest: Digest;
  /**
   * Where what was seen is remembered, for the signals that need it.
   * @default nowhere: these signals are not looked for
   */
  readonly memory?: { readonly baseline: Baseline; readonly sightings: Sightings };
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
  { store, settings, severity, lateEventHours, digest, memory }: DetectInOrderParts,
): Promise<Finding[]> {
  let now = 0;
  const clock = (): number => now;
  const detector = createDetector({
    store,
    settings,
    severity,
    lateEventHours,
    digest,
    clock,
    // Nobody is told of what is long past; the findings are the result.
    notifier: { publish: async () => {} },
  });
  const learner = memory && createLearner({ baseline: memory.baseline, clock, onFailure: fail });
  const partitions = new Map<string, Partition>();
  for (const call of [...calls].sort(byTime)) {
    now = call.second * 1000;
    if (findingsOrThrow(await detector.detect([call])).length > 0) {
      const { ruleId, principal } = call;
      const { windowSeconds } = settings[ruleId];
      partitions.set(`${ruleId} ${principal.key}`, { ruleId, principal, windowSeconds });
    }
    await learner?.learn([call]);
  }
  const contexts = memory && (await contextsOf([...partitions.values()], store, settings, memory));
  const findings: Finding[] = [];
  for (const partition of partitions.values()) {
    const thresholds = settings[partition.ruleId];
    findings.push(...(await readFindings(store, partition, thresholds, severity, contexts)));
  }
  return findings.sort(byWindow);
}

/** Reads contexts once all sweeps are noted: what came after a sweep says as much of it as what came before. */
async function contextsOf(
  partitions: readonly Partition[],
  store: SweepStore,
  settings: DetectInOrderParts['settings'],
  { baseline, sightings }: NonNullable<DetectInOrderParts['memory']>,
): Promise<ContextReader> {
  const notes = createSightingNotes({ sightings, onFailure: fail });
  for (const partition of partitions) {
    for (const { sweep, buckets } of await readSweeps(store, partition)) {
      await notes.note(
        partition,
        sweep,
        buckets.flatMap(({ calls }) => calls),
      );
    }
  }
  return createContextReader({
    store,
    baseline,
    sightings,
    settings,
    clock: () => 0,
    onFailure: fail,
  });
}

/** @throws what it is given: a history that was remembered in part would look like one of which all is known. */
function fail(error: unknown): never {
  throw error;
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
