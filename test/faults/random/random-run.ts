import type { Call } from '../../../src/detection/model';
import type { Detector } from '../../../src/engine/detector';
import { randomNumbers } from '../../support/delivery';
import { RISING_SEVERITY } from '../../support/detection';
import {
  groupingProblems,
  incidentProblems,
  inventedSweeps,
} from '../../support/incident-invariant';
import { oracleIncidents, ownedSweeps } from '../../support/incident-oracle';
import { createIncidentWorld, type IncidentWorld } from '../../support/incident-world';
import { callsOf } from '../../support/people';
import { createDisturbance } from './disturbance';
import { type HistoryShape, randomHistory } from './random-history';

const PROCESSES = 3;

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
  const { settings, renotifyMinutes, notifyFrom } = history;
  const disturbance = createDisturbance(seed + 1, faults);
  const first = history.arrivals[0]?.at ?? 0;
  const world = createIncidentWorld({
    settings,
    renotifyMinutes,
    notifyFrom,
    severity: RISING_SEVERITY,
    disturb: disturbance.disturb,
    now: first,
  });
  const processes = Array.from({ length: PROCESSES }, () => world.startProcess());
  const pending = history.arrivals.map(({ at, calls }) => ({ at, calls: callsOf(calls) }));
  const lastAt = pending.at(-1)?.at ?? first;
  const width = widths(seed);
  while (pending.length > 0) {
    pending.sort((a, b) => a.at - b.at);
    const together = pending.splice(0, width());
    await world.passTo(together.at(-1)?.at ?? world.now);
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
  const problems = [
    ...incidentProblems(story),
    ...inventedSweeps(story),
    ...(isVeryLate ? [] : groupingProblems(story, incidents)),
  ];
  return { world, problems, sweeps: sweeps.length, incidents: incidents.length };
}

/** How many deliveries are handled at once. */
function widths(seed: number): () => number {
  const random = randomNumbers(seed + 2);
  return () => 1 + Math.floor(random() * PROCESSES);
}
