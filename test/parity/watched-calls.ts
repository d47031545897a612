import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { createMemoryWatchedCalls } from '../../src/adapters/memory/memory-watched-calls';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { Finding } from '../../src/detection/finding';
import type { Incident } from '../../src/detection/incident/incident';
import type { Severity } from '../../src/detection/rules/rule';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import { compareTexts } from '../../src/detection/text';
import { detectInOrder } from '../../src/replay/detect-in-order';
import {
  WatchedHistory,
  WatchedPacker,
  withHistory,
} from '../../src/replay/history/watched-history';
import { buildIncidents } from '../../src/replay/incidents';
import { settingsOf } from '../support/calls';
import type { Delivery } from '../support/chains';
import { LIMITS } from '../support/detection';
import { createIncidentWorld } from '../support/incident-world';

/** How live and replay handle a history. */
export interface ParityOptions {
  /** 60 unless given. */
  readonly renotifyMinutes?: number;
  /** `low` unless given. */
  readonly notifyFrom?: Severity;
  /** Notes the entry of the allow-list that covers a finding. @default none does */
  readonly noted?: (finding: Finding) => Finding;
}

const AS_FOUND = (finding: Finding): Finding => finding;

/** What live and replay must agree in, whatever the order of arrival. */
function outlineOf(incident: Incident) {
  const { identity, severity, score, reasons, timeline, totals, firstActivity } = incident;
  return {
    identity: identity.key,
    firstActivity,
    lastActivity: incident.lastActivity,
    severity,
    score,
    reasons: reasons.map(({ sentence }) => sentence),
    findings: incident.findings.map(({ id }) => id),
    timeline,
    totals,
    isFollowing: incident.follows !== undefined,
  };
}
export type Outline = ReturnType<typeof outlineOf>;

export function inOrder(incidents: readonly Incident[]): Outline[] {
  return incidents
    .map(outlineOf)
    .sort(
      (a, b) =>
        compareTexts(a.firstActivity, b.firstActivity) ||
        compareTexts(JSON.stringify(a), JSON.stringify(b)),
    );
}

/** Without delay: each call when it is made. */
export function liveInOrder(deliveries: readonly Delivery[], options: ParityOptions = {}) {
  return live(deliveries, (one) => one.second * 1000, options);
}

/** All calls in some order after the last one. */
export function liveAtOnce(deliveries: readonly Delivery[], options: ParityOptions = {}) {
  const last = Math.max(...deliveries.map(({ second }) => second));
  return live(deliveries, () => last * 1000, options);
}

async function live(
  deliveries: readonly Delivery[],
  timeOf: (delivery: Delivery) => number,
  { renotifyMinutes = 60, notifyFrom = 'low', noted = AS_FOUND }: ParityOptions,
): Promise<Incident[]> {
  const world = createIncidentWorld({
    settings: settingsOf(),
    severity: DEFAULT_SEVERITY,
    renotifyMinutes,
    notifyFrom,
    noteOf: (finding) => noted(finding).allowlist,
    now: Math.min(...deliveries.map(timeOf)),
  });
  for (const delivery of deliveries) {
    await world.passTo(timeOf(delivery));
    if ('call' in delivery) {
      await world.detect([delivery.call]);
    } else {
      await world.watch([delivery.watched]);
    }
  }
  await world.settle();
  const incidents = new Map<string, Incident>();
  for (const { notification } of world.published) {
    incidents.set(notification.incident.id, notification.incident);
  }
  return [...incidents.values()].filter(({ mergedInto }) => mergedInto === undefined);
}

export async function replayed(
  deliveries: readonly Delivery[],
  { renotifyMinutes = 60, noted = AS_FOUND }: ParityOptions = {},
): Promise<Incident[]> {
  const history = new WatchedHistory();
  const packer = new WatchedPacker();
  for (const delivery of deliveries) {
    if ('watched' in delivery) {
      packer.add(delivery.watched);
    }
  }
  history.add(packer.packed());
  const detected = await detectInOrder(
    deliveries.flatMap((delivery) => ('call' in delivery ? [delivery.call] : [])),
    {
      store: createMemorySweepStore(LIMITS),
      settings: settingsOf(),
      severity: DEFAULT_SEVERITY,
      lateEventHours: 24,
      renotifyMinutes,
      digest: sha256Digest,
      watched: { calls: withHistory(createMemoryWatchedCalls(sha256Digest), history), noted },
    },
  );
  return buildIncidents(detected);
}
