import type { Incident } from '../../../src/detection/incident/incident';
import { SEVERITIES, type Severity } from '../../../src/detection/rules/rule';
import { DEFAULT_SEVERITY } from '../../../src/detection/severity/assess';
import type { Detector } from '../../../src/engine/detector';
import { NotificationPendingError } from '../../../src/engine/errors';
import { randomNumbers } from '../../support/delivery';
import { incidentProblems } from '../../support/incident-invariant';
import { createIncidentWorld, type IncidentWorld } from '../../support/incident-world';
import { type Happening, happeningsOf, type KillChain, NOON, SETTINGS } from './chain';

/** An event that comes at a time, in milliseconds since the epoch. */
export interface Delivery {
  readonly at: number;
  readonly happening: Happening;
}

/** How the events of a chain come. @param random a number from 0 to 1. */
export type Manner = (happenings: readonly Happening[], random: () => number) => Delivery[];

/** CloudTrail delivers after some minutes. */
const USUAL_MS = 120_000;

/** An incident that is quiet for an hour is closed. All events of a chain arrive before that. */
const LATEST_MS = 55 * 60_000;

const after = (happening: Happening, delayMs: number): Delivery => ({
  at: happening.second * 1000 + delayMs,
  happening,
});

function firstOf(happenings: readonly Happening[]): number {
  return Math.min(...happenings.map(({ second }) => second)) * 1000 + USUAL_MS;
}

/** Up to an hour late, but for what would come after the closing. */
function late(happenings: readonly Happening[], random: () => number): Delivery[] {
  const latest = firstOf(happenings) + LATEST_MS;
  return happenings.map((one) => {
    const { at } = after(one, USUAL_MS + random() * 3_600_000);
    return { at: Math.min(at, latest), happening: one };
  });
}

export const MANNERS = {
  'in order': (happenings) => happenings.map((one) => after(one, USUAL_MS)),
  'up to an hour late': late,
  'each twice': (happenings, random) => [
    ...happenings.map((one) => after(one, USUAL_MS)),
    ...late(happenings, random),
  ],
  // All at once, after the last has happened.
  shuffled: (happenings, random) => {
    const last = Math.max(...happenings.map(({ second }) => second)) * 1000;
    return happenings.map((happening) => ({
      at: last + USUAL_MS + random() * 600_000,
      happening,
    }));
  },
} as const satisfies Record<string, Manner>;

/** What a chain led to. */
export interface ChainOutcome {
  /** Promises that were broken, in words. */
  readonly problems: readonly string[];
  /** The incidents as they were closed, without those that became part of another. */
  readonly incidents: readonly Incident[];
  /** Whom alerts were about, before anything is closed. */
  readonly identities: readonly string[];
  /** The highest severity of the alerts about its identity, before anything else is closed. */
  readonly alerted: Severity | undefined;
  readonly timeline: readonly (readonly [at: number, what: string])[];
}

const PROCESSES = 3;
const MAX_BATCH = 10;

/** Lambda and the queue wait about this long before they deliver an event again. */
const RETRY_MS = 60_000;

/** Delivers a chain to processes that take turns, lets every incident be closed, and looks at the result. */
export async function deliver(chain: KillChain, manner: Manner, seed: number) {
  const random = randomNumbers(seed);
  const deliveries = manner(happeningsOf(chain), random).sort((a, b) => a.at - b.at);
  const world = createIncidentWorld({
    settings: SETTINGS,
    severity: DEFAULT_SEVERITY,
    now: deliveries[0]?.at ?? 0,
  });
  const processes = Array.from({ length: PROCESSES }, () => world.startProcess());
  while (deliveries.length > 0) {
    const batch = deliveries.splice(0, 1 + Math.floor(random() * MAX_BATCH));
    await world.passTo(batch.at(-1)?.at ?? 0);
    const process = processes[Math.floor(random() * PROCESSES)] as Detector;
    const failed = await handle(process, batch);
    const again = failed.map(({ happening }) => ({ at: world.now + RETRY_MS, happening }));
    deliveries.push(...again);
    deliveries.sort((one, other) => one.at - other.at);
  }
  const alerts = world.published.filter(({ notification }) => notification.audience === 'people');
  const alerted = highest(
    alerts.flatMap(({ notification: { incident } }) =>
      incident.identity.key === chain.identity ? [incident.severity] : [],
    ),
  );
  const identities = [
    ...new Set(alerts.map(({ notification }) => notification.incident.identity.key)),
  ];
  await world.settle();
  return outcomeOf(world, alerted, identities);
}

/** @returns what has to come again. */
async function handle(process: Detector, batch: readonly Delivery[]): Promise<Delivery[]> {
  const detected = await process.detect(batch.flatMap(({ happening }) => happening.calls));
  const watched = await process.watch(batch.flatMap(({ happening }) => happening.watched));
  const failures = [...detected.failures, ...watched.failures];
  const bug = failures.find(({ error }) => !(error instanceof NotificationPendingError));
  if (bug !== undefined) {
    throw bug.error;
  }
  const ids = new Set(failures.flatMap(({ calls }) => calls.map(({ eventId }) => eventId)));
  return batch.filter(({ happening: { calls, watched: own } }) =>
    [...calls, ...own].some(({ eventId }) => ids.has(eventId)),
  );
}

function highest(severities: readonly Severity[]): Severity | undefined {
  return [...severities].sort((a, b) => SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b)).at(-1);
}

function outcomeOf(
  { published, ledgers }: IncidentWorld,
  alerted: Severity | undefined,
  identities: readonly string[],
): ChainOutcome {
  const closed = published.flatMap(({ notification: { kind, incident } }) =>
    kind === 'closed' && incident.mergedInto === undefined ? [incident] : [],
  );
  return {
    problems: incidentProblems({ published, ledgers, sweeps: [], cuts: new Map() }),
    incidents: closed,
    alerted,
    identities,
    timeline: closed.flatMap(({ timeline }) =>
      timeline.map(
        (line) =>
          [
            Date.parse(line.time) / 1000 - NOON,
            line.kind === 'sweep'
              ? `sweep of ${line.regionCount}`
              : [line.eventName, line.errorCode].filter((one) => one !== undefined).join(' '),
          ] as const,
      ),
    ),
  };
}
