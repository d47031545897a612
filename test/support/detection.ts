import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { Finding } from '../../src/detection/finding';
import { identityOf } from '../../src/detection/incident/identity';
import { type Incident, leadOf } from '../../src/detection/incident/incident';
import type { Call, RuleSettings } from '../../src/detection/model';
import type { Notification } from '../../src/detection/notification';
import { RULE_IDS, type RuleId } from '../../src/detection/rules/rule-catalog';
import { DEFAULT_SEVERITY, type SeveritySettings } from '../../src/detection/severity/assess';
import { SIGNALS } from '../../src/detection/severity/signal-catalog';
import { compareTexts } from '../../src/detection/text';
import type { DetectionOutcome } from '../../src/engine/detection-outcome';
import { createDetector } from '../../src/engine/detector';
import { createJudge } from '../../src/engine/judge';
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
  /** The findings that lead the notifications. */
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
      published.push(leadOf(notification.incident));
    },
  };
}

export interface TestBench {
  readonly store: SweepStore;
  readonly notifier: CollectingNotifier;
  /** Handles calls as one batch. @returns the findings that lead its notifications. @throws the first failure. */
  detect(calls: readonly Call[]): Promise<Finding[]>;
  /** The findings as they now are, of every identity behind these calls, by rule, principal and start. */
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
    detect: async (calls) => incidentsOrThrow(await detector.detect(calls)).map(leadOf),
    findings: (calls) => findingsOf(store, settings, calls),
  };
}

/** The findings of every identity behind some calls, by rule, principal and start. */
export async function findingsOf(
  store: SweepStore,
  settings: Record<RuleId, RuleSettings>,
  calls: readonly Call[],
): Promise<Finding[]> {
  const judge = createJudge({
    store,
    settings,
    severity: DEFAULT_SEVERITY,
    notifyFrom: 'low',
    digest: sha256Digest,
  });
  const owners = calls.flatMap(({ principal, otherPrincipals = [], caller }) =>
    // A principal of several identities is an owner itself.
    [principal, ...otherPrincipals].flatMap((one) => [one.key, identityOf(one, caller)]),
  );
  const findings: Finding[] = [];
  for (const owner of new Set(owners)) {
    const { sweeps } = await store.readLedger(owner);
    for (const sweep of sweeps) {
      findings.push((await judge.byStore(sweep, sweeps)).finding);
    }
  }
  return findings.sort((a, b) => compareTexts(placeOf(a), placeOf(b)));
}

function placeOf({ rule, principal, window }: Finding): string {
  return `${rule.id} ${principal.key} ${window.start}`;
}

/**
 * The incidents that an outcome notified.
 *
 * @throws the error of the first failure, if there is one.
 */
export function incidentsOrThrow({
  notifications,
  failures,
}: DetectionOutcome<unknown>): Incident[] {
  const [failure] = failures;
  if (failure !== undefined) {
    throw failure.error;
  }
  return notifications.map(({ notification }) => notification.incident);
}
