import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { Finding } from '../../src/detection/finding';
import type { Call, RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/catalog';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import { groupCalls } from '../../src/engine/call-groups';
import { findingsOrThrow } from '../../src/engine/detection-outcome';
import { createDetector } from '../../src/engine/detector';
import { readFindings } from '../../src/engine/sweep-reader';
import type { Clock } from '../../src/ports/clock';
import type { Notifier } from '../../src/ports/notifier';
import type { SweepStore } from '../../src/ports/sweep-store';

export const LIMITS = { maxTrackedCalls: 200 };

/** A notifier that keeps what it is given. */
export function collectingNotifier(): Notifier & { readonly published: Finding[] } {
  const published: Finding[] = [];
  return {
    published,
    publish: async ({ finding }) => {
      published.push(finding);
    },
  };
}

export interface TestBench {
  readonly store: SweepStore;
  readonly notifier: Notifier & { readonly published: Finding[] };
  /** Handles calls as one batch; the first failure is thrown. */
  detect(calls: readonly Call[]): Promise<Finding[]>;
  /** The findings as they stand, of every partition these calls belong to, by start. */
  findings(calls: readonly Call[]): Promise<Finding[]>;
}

/** A detector on a memory store, unless parts of it are given. */
export function testBench(
  settings: Record<RuleId, RuleSettings>,
  parts: { readonly store?: SweepStore; readonly clock?: Clock } = {},
): TestBench {
  const store = parts.store ?? createMemorySweepStore(LIMITS);
  const notifier = collectingNotifier();
  const detector = createDetector({
    store,
    notifier,
    clock: parts.clock ?? (() => 0),
    digest: sha256Digest,
    settings,
    severity: DEFAULT_SEVERITY,
    lateEventHours: 24,
  });
  return {
    store,
    notifier,
    detect: async (calls) => findingsOrThrow(await detector.detect(calls)),
    findings: (calls) => findingsOf(store, settings, calls),
  };
}

/** The findings of every partition that some calls belong to, by partition, then start. */
export async function findingsOf(
  store: SweepStore,
  settings: Record<RuleId, RuleSettings>,
  calls: readonly Call[],
): Promise<Finding[]> {
  const partitions = new Map(
    groupCalls(calls, settings).map(({ partition }) => [
      `${partition.ruleId} ${partition.principal.key}`,
      partition,
    ]),
  );
  const findings: Finding[] = [];
  for (const [, partition] of [...partitions].sort(([a], [b]) => (a < b ? -1 : 1))) {
    findings.push(
      ...(await readFindings(store, partition, settings[partition.ruleId], DEFAULT_SEVERITY)),
    );
  }
  return findings;
}
