import fc from 'fast-check';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { createMemoryWatchedCalls } from '../../src/adapters/memory/memory-watched-calls';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { Call } from '../../src/detection/model';
import type { Severity } from '../../src/detection/rules/rule';
import type { WatchedCall } from '../../src/detection/watched/watched-call';
import type { DetectionOutcome } from '../../src/engine/detection-outcome';
import type { Detector } from '../../src/engine/detector';
import type { WatchedCalls } from '../../src/ports/watched-calls';
import { ALICE_ARN, settingsOf, sweepCalls } from '../support/calls';
import { caseCount, RUNS_ALL_CASES } from '../support/case-count';
import { LIMITS } from '../support/detection';
import { incidentProblems } from '../support/incident-invariant';
import { createIncidentWorld, type IncidentWorld } from '../support/incident-world';
import { NOON, watchedAt } from '../support/watched-records';

const RETRY_MS = 60_000;

/** Calls that arrive together. */
interface Arrival {
  readonly calls?: readonly Call[];
  readonly watched?: readonly WatchedCall[];
}

/** Alice sweeps, and makes a key of Bob, which sweeps and launches instances. */
const BOB = {
  sourceIPAddress: '203.0.113.9',
  userIdentity: {
    type: 'IAMUser',
    arn: 'arn:aws:iam::111122223333:user/bob',
    accountId: '111122223333',
    accessKeyId: 'AKIABOB',
  },
};
const LAUNCH = watchedAt('compute.RunInstances', 60);
/** It lies outside the incident of the sweep, and opens one that follows. */
const LATER_LAUNCH = watchedAt('compute.RunInstances', 2 * 3600);
const LAUNCH_OF_BOB = watchedAt('compute.RunInstances', 180, BOB);
const CREATE_KEY = watchedAt('persistence.CreateAccessKey', 30, {
  requestParameters: { userName: 'bob' },
  responseElements: { accessKey: { accessKeyId: 'AKIABOB', userName: 'bob' } },
});
const { caller, principal } = LAUNCH_OF_BOB;
const SWEEP: Arrival = { calls: sweepCalls(3, { start: NOON }) };
const SWEEP_OF_BOB: Arrival = {
  calls: sweepCalls(3, { start: NOON + 120, firstId: 50, caller, principal }),
};

/** What a process does with the calls. */
async function take(process: Detector, { calls = [], watched = [] }: Arrival) {
  const outcomes: readonly Pick<DetectionOutcome<Call | WatchedCall>, 'failures'>[] = [
    await process.detect(calls),
    await process.watch(watched),
  ];
  return outcomes.flatMap(({ failures }) => failures.map(({ error }) => error as Error));
}

/** The incidents of Alice in the end, and what is wrong. @param worst the severity that people must hear of in time. */
async function endOf(world: IncidentWorld, worst: Severity, cuts = 0) {
  const alerted = world.published.some(
    ({ notification: { audience, incident } }) =>
      audience === 'people' && incident.severity === worst && incident.identity.key === ALICE_ARN,
  );
  await world.settle();
  const final = new Map(
    world.published.flatMap(({ notification: { kind, incident } }) =>
      kind === 'closed' && incident.mergedInto === undefined ? [[incident.id, incident]] : [],
    ),
  );
  const ids = world.published.map(({ notification }) => notification.incident.id);
  return {
    alerted,
    problems: incidentProblems({
      ...world,
      sweeps: [],
      cuts: new Map(ids.map((id) => [id, cuts])),
    }),
    incidents: [...final.values()].map(({ identity, severity, timeline }) => ({
      identity: identity.key,
      severity,
      timeline: timeline.map((line) => (line.kind === 'sweep' ? 'sweep' : line.eventName)),
    })),
  };
}

const SETTINGS = settingsOf({ minRegions: 3, minCalls: 3 });

/** Where a process dies: at one of its requests, which was done or not. */
interface Death {
  readonly step: number;
  readonly when: 'before' | 'after';
}

class BrokenError extends Error {
  override readonly name = 'BrokenError';
}

/** A world in which a process can die. */
function createMortalWorld() {
  let death: Death | undefined;
  let steps = 0;
  let isDead = false;
  const step = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    if (isDead) {
      throw new BrokenError('The process is dead.');
    }
    const isLast = death?.step === steps;
    steps += 1;
    if (isLast && death?.when === 'before') {
      isDead = true;
      throw new BrokenError('The request was not made.');
    }
    const answer = await work();
    if (isLast) {
      isDead = true;
      throw new BrokenError('The process died before the answer came.');
    }
    return answer;
  };
  const mortal = <Parts extends object>(parts: Parts): Parts =>
    Object.fromEntries(
      Object.entries(parts).map(([name, work]) => [
        name,
        (...args: unknown[]) =>
          step(() => (work as (...all: unknown[]) => Promise<unknown>)(...args)),
      ]),
    ) as Parts;
  const world = createIncidentWorld({
    settings: SETTINGS,
    watchedCalls: mortal(createMemoryWatchedCalls(sha256Digest)),
    disturb: ({ store, notifier, ...others }) => ({
      store: mortal(store),
      notifier: mortal(notifier),
      ...others,
    }),
  });
  return {
    world,
    /** @returns whether it died. */
    async takeAndDie(process: Detector, arrival: Arrival, at: Death): Promise<boolean> {
      death = at;
      steps = 0;
      await take(process, arrival);
      const hasDied = isDead;
      death = undefined;
      isDead = false;
      return hasDied;
    },
  };
}

describe('a process that dies while it handles', () => {
  it.each<[string, readonly Arrival[], Arrival, readonly Arrival[], string[]]>([
    ['a launch after a sweep', [SWEEP], { watched: [LAUNCH] }, [], ['sweep', 'RunInstances']],
    ['a sweep after a launch', [{ watched: [LAUNCH] }], SWEEP, [], ['sweep', 'RunInstances']],
    [
      'the creation of a key that has swept and launched',
      [SWEEP, SWEEP_OF_BOB, { watched: [LAUNCH_OF_BOB] }],
      { watched: [CREATE_KEY] },
      [],
      ['sweep', 'CreateAccessKey', 'sweep', 'RunInstances'],
    ],
    [
      'a sweep by a key whose creation comes before it',
      [SWEEP, { watched: [CREATE_KEY] }],
      SWEEP_OF_BOB,
      [{ watched: [LAUNCH_OF_BOB] }],
      ['sweep', 'CreateAccessKey', 'sweep', 'RunInstances'],
    ],
    [
      'a launch by a key that sweeps',
      [SWEEP, { watched: [CREATE_KEY] }, SWEEP_OF_BOB],
      { watched: [LAUNCH_OF_BOB] },
      [],
      ['sweep', 'CreateAccessKey', 'sweep', 'RunInstances'],
    ],
  ])(
    '%s loses nothing, whoever handles it again',
    async (_what, before, arrival, after, timeline) => {
      await expectNothingLost({ before, arrival, after }, [{ severity: 'critical', timeline }]);
    },
  );

  it('a sweep hours after which a launch came, which is already here, opens both incidents', async () => {
    const story = { before: [{ watched: [LATER_LAUNCH] }], arrival: SWEEP, after: [] };

    await expectNothingLost(story, [
      { severity: 'low', timeline: ['sweep'] },
      { severity: 'medium', timeline: ['sweep', 'RunInstances'] },
    ]);
  });
});

/** Wherever a process dies, people hear of the worst incident, and these are the incidents in the end. */
async function expectNothingLost(
  story: Story,
  incidents: readonly { readonly severity: Severity; readonly timeline: readonly string[] }[],
): Promise<void> {
  for (const when of WHEN) {
    for (const isSame of [true, false]) {
      const outcomes = await dieEverywhere(story, when, isSame, incidents.at(-1)?.severity);

      expect(outcomes.length).toBeGreaterThan(3);
      for (const outcome of outcomes) {
        expect(outcome).toEqual({
          where: outcome.where,
          alerted: true,
          problems: [],
          incidents: incidents.map((one) => ({ identity: ALICE_ARN, ...one })),
        });
      }
    }
  }
}

/** A request that was done, and whose answer is lost, is the harder case. */
const WHEN = RUNS_ALL_CASES ? (['after', 'before'] as const) : (['after'] as const);

interface Story {
  readonly before: readonly Arrival[];
  /** What the process that dies handles. */
  readonly arrival: Arrival;
  readonly after: readonly Arrival[];
}

/** The outcome for each request at which the process can die. @param isSame whether it handles the calls again itself. */
async function dieEverywhere(
  story: Story,
  when: Death['when'],
  isSame: boolean,
  worst: Severity = 'critical',
) {
  const outcomes = [];
  for (let step = 0; ; step += 1) {
    const { world, takeAndDie } = createMortalWorld();
    const first = world.startProcess();
    await takeAll(first, story.before);
    if (!(await takeAndDie(first, story.arrival, { step, when }))) {
      return outcomes;
    }
    await world.passTo(world.now + RETRY_MS);
    await takeAll(isSame ? first : world.startProcess(), [story.arrival, ...story.after]);
    const where = `${when} step ${step}, ${isSame ? 'the same process' : 'another'}`;
    outcomes.push({ where, ...(await endOf(world, worst, 1)) });
  }
}

async function takeAll(process: Detector, arrivals: readonly Arrival[]): Promise<void> {
  for (const arrival of arrivals) {
    expect(await take(process, arrival)).toEqual([]);
  }
}

/** Stores whose answers come in whatever order the scheduler pleases. */
function scheduled<Parts extends object>(parts: Parts, scheduler: fc.Scheduler): Parts {
  return Object.fromEntries(
    Object.entries(parts).map(([name, work]) => [
      name,
      async (...args: unknown[]) => {
        await scheduler.schedule(Promise.resolve(), `${name} is sent`);
        const answer = await (work as (...all: unknown[]) => Promise<unknown>)(...args);
        await scheduler.schedule(Promise.resolve(), `${name} is answered`);
        return answer;
      },
    ]),
  ) as Parts;
}

describe('processes that race', () => {
  it.each<[string, readonly Arrival[], string[]]>([
    ['a sweep and a launch', [SWEEP, { watched: [LAUNCH] }], ['sweep', 'RunInstances']],
    [
      'two sweeps and a launch',
      [SWEEP, { watched: [LAUNCH] }, { calls: sweepCalls(3, { start: NOON + 200, firstId: 20 }) }],
      ['sweep', 'RunInstances', 'sweep'],
    ],
    [
      'a sweep, the creation of a key, and its launch',
      [SWEEP, { watched: [CREATE_KEY] }, { watched: [LAUNCH_OF_BOB] }],
      ['sweep', 'CreateAccessKey', 'RunInstances'],
    ],
    [
      'a sweep, the creation of a key, its sweep and its launch',
      [SWEEP, { watched: [CREATE_KEY] }, SWEEP_OF_BOB, { watched: [LAUNCH_OF_BOB] }],
      ['sweep', 'CreateAccessKey', 'sweep', 'RunInstances'],
    ],
  ])('end in one incident: %s', async (_what, arrivals, timeline) => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const watchedCalls: WatchedCalls = createMemoryWatchedCalls(sha256Digest);
        const { world, endRace } = createWorldFor(scheduler, watchedCalls);
        const racing = Promise.all(arrivals.map((one) => take(world.startProcess(), one)));
        const failures = await scheduler.waitFor(racing);
        expect(failures.flat()).toEqual([]);
        endRace();

        expect(await endOf(world, 'critical')).toEqual({
          alerted: true,
          problems: [],
          incidents: [{ identity: ALICE_ARN, severity: 'critical', timeline }],
        });
      }),
      { numRuns: caseCount(100) },
    );
  });
});

/** A world whose processes race until the race ends. */
function createWorldFor(scheduler: fc.Scheduler, watchedCalls: WatchedCalls) {
  let isOver = false;
  const racing = <Parts extends object>(parts: Parts): Parts => {
    const slow = scheduled(parts, scheduler);
    return Object.fromEntries(
      Object.keys(parts).map((name) => [
        name,
        (...args: unknown[]) =>
          ((isOver ? parts : slow) as Record<string, (...all: unknown[]) => unknown>)[name]?.(
            ...args,
          ),
      ]),
    ) as Parts;
  };
  const world = createIncidentWorld({
    settings: SETTINGS,
    store: createMemorySweepStore(LIMITS),
    watchedCalls: racing(watchedCalls),
    disturb: ({ store, ...others }) => ({ store: racing(store), ...others }),
  });
  const endRace = (): void => {
    isOver = true;
  };
  return { world, endRace };
}
