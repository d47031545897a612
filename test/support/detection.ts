import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { Finding } from '../../src/detection/finding';
import type { Call, RuleSettings } from '../../src/detection/model';
import type { Notification } from '../../src/detection/notification';
import { RULE_IDS, type RuleId } from '../../src/detection/rules/rule-catalog';
import { DEFAULT_SEVERITY, type SeveritySettings } from '../../src/detection/severity/assess';
import { SIGNALS } from '../../src/detection/severity/signal-catalog';
import { groupCalls } from '../../src/engine/call-groups';
import { findingsOrThrow } from '../../src/engine/detection-outcome';
import { createDetector } from '../../src/engine/detector';
import { readFindings } from '../../src/engine/sweep-reader';
import type { Clock } from '../../src/ports/clock';
import type { Notifier } from '../../src/ports/notifier';
import type { SweepStore } from '../../src/ports/sweep-store';

export const LIMITS = { maxTrackedCalls: 200 };

/** The severity of a sweep is that of its rule: it never rises. */
export const RULE_SEVERITY: SeveritySettings = {
  ...DEFAULT_SEVERITY,
  points: Object.fromEntries(
    SIGNALS.map(({ id, points }) => [
      id,
      (RULE_IDS as readonly string[]).includes(id) ? points : 0,
    ]),
  ) as SeveritySettings['points'],
};

/** Low; from the first denied call of a few on medium; from the first call of the root user on high. */
export const RISING_SEVERITY: SeveritySettings = {
  points: {
    ...RULE_SEVERITY.points,
    'describe-instances': 20,
    'denied-calls': 40,
    'root-user': 60,
  },
  cutoffs: { low: 20, medium: 24, high: 80, critical: 100 },
};

export interface CollectingNotifier extends Notifier {
  readonly notifications: Notification[];
  /** The findings of all notifications. */
  readonly published: Finding[];
}

/** A notifier that keeps its notifications. */
export function collectingNotifier(): CollectingNotifier {
  const notifications: Notification[] = [];
  const published: Finding[] = [];
  return {
    notifications,
    published,
    async publish(notification) {
      notifications.push(notification);
      published.push(notification.finding);
    },
  };
}

export interface TestBench {
  readonly store: SweepStore;
  readonly notifier: CollectingNotifier;
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
    renotifyMinutes: 0,
    notifyFrom: 'low',
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
    groupCalls(calls, settings)
      .flat()
      .map(({ partition }) => [`${partition.ruleId} ${partition.principal.key}`, partition]),
  );
  const findings: Finding[] = [];
  for (const [, partition] of [...partitions].sort(([a], [b]) => (a < b ? -1 : 1))) {
    findings.push(
      ...(await readFindings(store, partition, settings[partition.ruleId], DEFAULT_SEVERITY)),
    );
  }
  return findings;
}
