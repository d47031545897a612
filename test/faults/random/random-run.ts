import type { AllowlistNote } from '../../../src/detection/finding';
import type { Call } from '../../../src/detection/model';
import type { Detector } from '../../../src/engine/detector';
import { randomNumbers } from '../../support/delivery';
import { RISING_SEVERITY } from '../../support/detection';
import {
  groupingProblems,
  incidentProblems,
  misplacedSweeps,
  understated,
} from '../../support/incident-invariant';
import { type OwnedSweep, oracleIncidents, ownedSweeps } from '../../support/incident-oracle';
import {
  createIncidentWorld,
  type IncidentWorld,
  type PublishedAt,
} from '../../support/incident-world';
import { callsOf } from '../../support/people';
import { createDisturbance } from './disturbance';
import { type HistoryShape, type RandomHistory, randomHistory } from './random-history';

const PROCESSES = 3;

const NOTE: AllowlistNote = {
  entryId: 'nightly-inventory',
  owner: 'Platform team',
  ticket: 'SEC-1234',
  expires: '2026-09-01',
};

/** What arrives within this time is handled at once. */
const AT_ONCE_MS = 10_000;

/** Lambda and the queue wait about this long before they deliver a call again. */
const RETRY_MS = 60_000;

export interface RandomRunPlan extends HistoryShape {
  readonly seed: number;
  /** The share of requests that fail. */
  readonly faults: number;
}

export interface RandomRun {
  readonly world: IncidentWorld;
  /** What is wrong, in words. */
  readonly problems: readonly string[];
  readonly sweeps: number;
  readonly incidents: number;
}

/** The plan of a seed: each number of groupings, with and without faults and very late calls. */
export function planOf(seed: number): RandomRunPlan {
  const groupings = 1 + (seed % 4);
  const kind = Math.floor(seed / 4) % 3;
  return { seed, groupings, faults: kind === 1 ? 0.08 : 0, isVeryLate: kind === 2 };
}

/** Delivers a random history to processes that race, keeps every appointment, and checks the promises. */
export async function randomRun(plan: RandomRunPlan): Promise<RandomRun> {
  const { seed, faults, isVeryLate } = plan;
  const history = randomHistory(seed, plan);
  const { settings, renotifyMinutes, notifyFrom, covered } = history;
  const disturbance = createDisturbance(seed + 1, faults);
  const first = history.arrivals[0]?.at ?? 0;
  const world = createIncidentWorld({
    settings,
    renotifyMinutes,
    notifyFrom,
    noteOf: ({ principal: { roleArn, arn } }) =>
      covered !== undefined && [roleArn, arn].includes(covered) ? NOTE : undefined,
    disturb: disturbance.disturb,
    now: first,
  });
  const processes = Array.from({ length: PROCESSES }, () => world.startProcess());
  const pending = history.arrivals.map(({ at, calls }) => ({ at, calls: callsOf(calls) }));
  const lastAt = pending.at(-1)?.at ?? first;
  const width = widths(seed);
  while (pending.length > 0) {
    pending.sort((a, b) => a.at - b.at);
    const { at } = pending[0] as (typeof pending)[number];
    const near = pending.filter((arrival) => arrival.at < at + AT_ONCE_MS).length;
    const together = pending.splice(0, Math.min(near, width()));
    await world.passTo(at);
    if (world.now > lastAt + 30 * RETRY_MS) {
      disturbance.end();
    }
    const failed = await Promise.all(
      together.map(({ calls }, index) =>
        world.tryIn(processes[index % PROCESSES] as Detector, calls),
      ),
    );
    const again: Call[][] = failed.filter((calls) => calls.length > 0);
    pending.push(...again.map((calls) => ({ at: world.now + RETRY_MS, calls })));
  }
  disturbance.end();
  await world.settle();

  const sweeps = ownedSweeps(history.calls, settings);
  const incidents = oracleIncidents(sweeps, renotifyMinutes);
  const { published, ledgers } = world;
  const story = { published, ledgers, sweeps, cuts: disturbance.cuts };
  const uncovered = sweeps.filter(({ identity }) => identity !== covered);
  const problems = [
    ...incidentProblems(story),
    // A very late call cannot move a sweep out of an incident that is closed.
    ...(isVeryLate ? [] : misplacedSweeps(story)),
    ...understated({ ...story, sweeps: uncovered }, RISING_SEVERITY, notifyFrom),
    ...alertedThoughCovered(published, covered),
    ...(isVeryLate || isAmbiguous(sweeps, history) ? [] : groupingProblems(story, incidents)),
  ];
  return { world, problems, sweeps: sweeps.length, incidents: incidents.length };
}

function alertedThoughCovered(
  published: readonly PublishedAt[],
  covered: string | undefined,
): string[] {
  return published.flatMap(({ notification: { kind, audience, incident } }) =>
    audience === 'people' && incident.identity.key === covered
      ? [`${incident.id} is covered, and people were alerted that it is ${kind}`]
      : [],
  );
}

/**
 * Whether the quiet between two sweeps is so close to `renotifyMinutes` that the ends of a window decide. A ledger lists
 * the ends of a sweep roughly, because to write every second of its growth would cost more than all else.
 */
function isAmbiguous(
  sweeps: readonly OwnedSweep[],
  { settings, renotifyMinutes }: RandomHistory,
): boolean {
  const slack = 2 * settings['describe-instances'].windowSeconds;
  return sweeps.some((earlier) =>
    sweeps.some(
      (later) =>
        later.identity === earlier.identity &&
        Math.abs(later.start - earlier.end - renotifyMinutes * 60) < slack,
    ),
  );
}

/** How many deliveries are handled at once. */
function widths(seed: number): () => number {
  const random = randomNumbers(seed + 2);
  return () => 1 + Math.floor(random() * PROCESSES);
}
