import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { type Call, type RuleSettings, WINDOWINGS } from '../../src/detection/model';
import { ALICE_ARN, DEFAULT_SETTINGS, settingsOf, sweepCalls, uuid } from '../support/calls';
import { findingsOf } from '../support/detection';
import { createWorld, UNPUBLISHED, type World } from '../support/processes';

/** Three regions and three calls make a sweep. */
const SETTINGS = { minRegions: 3, minCalls: 3 };

function worldOf(
  { renotifyMinutes = 0, ...settings }: Partial<RuleSettings & { renotifyMinutes: number }> = {},
  maxTrackedCalls = 200,
): World {
  return createWorld({
    renotifyMinutes,
    settings: settingsOf({ ...SETTINGS, ...settings }),
    store: createMemorySweepStore({ maxTrackedCalls }),
  });
}

/** The call in region `index` of a sweep. */
function callNumber(index: number, overrides: Partial<Call> = {}): Call {
  const [call] = sweepCalls(1, { firstId: index + 1 });
  return { ...(call as Call), region: `region-${index}`, second: index, ...overrides };
}

describe('createDetector', () => {
  describe.each(WINDOWINGS)('under %s windows', (windowing) => {
    it('publishes and returns the finding with the call that completes the sweep', async () => {
      const world = worldOf({ windowing });
      const process = world.startProcess();
      const [first, second, third] = sweepCalls(3) as [Call, Call, Call];

      const early = [...(await process.detect([first])), ...(await process.detect([second]))];
      const findings = await process.detect([third]);

      expect(early).toEqual([]);
      expect(findings).toHaveLength(1);
      expect(findings[0]?.evidence).toMatchObject({ regionCount: 3, callCount: 3 });
      expect(world.published).toEqual(findings);
    });

    it('publishes nothing for further calls of the sweep, which its finding yet shows', async () => {
      const world = worldOf({ windowing });
      const process = world.startProcess();
      await process.detect(sweepCalls(3));

      const findings = await process.detect([callNumber(3)]);

      const [finding] = await findingsOf(world.store, settingsOf({ ...SETTINGS, windowing }), [
        callNumber(3),
      ]);
      expect(findings).toEqual([]);
      expect(world.published).toHaveLength(1);
      expect(finding?.evidence.callCount).toBe(4);
      expect(finding?.id).toBe(world.published[0]?.id);
    });

    it('publishes nothing when all is delivered again, in this process or another', async () => {
      const world = worldOf({ windowing });
      const process = world.startProcess();
      await process.detect(sweepCalls(3));

      const again = await process.detect(sweepCalls(3));
      const elsewhere = await world.startProcess().detect(sweepCalls(3));

      expect([...again, ...elsewhere]).toEqual([]);
      expect(world.published).toHaveLength(1);
    });

    it('finds a sweep whose calls several processes took', async () => {
      const world = worldOf({ windowing });

      for (const call of sweepCalls(3)) {
        await world.startProcess().detect([call]);
      }

      expect(world.published).toHaveLength(1);
    });

    it('publishes one incident for each identity in one batch, with the sweeps of all rules', async () => {
      const world = worldOf({ windowing, renotifyMinutes: 60 });
      const bob = {
        principal: { kind: 'arn', key: 'arn:bob' },
        caller: { type: 'IAMUser', arn: 'bob' },
      } as const;

      await world
        .startProcess()
        .detect([
          ...sweepCalls(3),
          ...sweepCalls(3, { ...bob, firstId: 10 }),
          ...sweepCalls(3, { ruleId: 'get-service-quota', firstId: 20 }),
        ]);

      expect(
        new Set(
          world.notifications.map(({ kind, incident }) => [
            kind,
            incident.identity.key,
            incident.findings.map(({ rule }) => rule.id).sort(),
          ]),
        ),
      ).toEqual(
        new Set([
          ['opened', ALICE_ARN, ['describe-instances', 'get-service-quota']],
          ['opened', 'bob', ['describe-instances']],
        ]),
      );
    });

    it('takes the time of detection from the clock, and of the window from the calls', async () => {
      const world = worldOf({ windowing });
      world.now = Date.UTC(2026, 2, 1, 12, 0, 0, 250);

      const [finding] = await world.startProcess().detect(sweepCalls(3, { start: 3000 }));

      expect(finding?.detectedAt).toBe('2026-03-01T12:00:00.250Z');
      expect(finding?.window.start).toBe('1970-01-01T00:50:00Z');
    });

    it('does nothing without calls', async () => {
      const process = worldOf({ windowing }).startProcess();

      expect(await process.detect([])).toEqual([]);
      expect(process.steps).toEqual([]);
    });
  });

  it('goes by the settings of each rule', async () => {
    const settings = {
      'describe-instances': { ...DEFAULT_SETTINGS, ...SETTINGS },
      'get-service-quota': { ...DEFAULT_SETTINGS, ...SETTINGS, minRegions: 4 },
    };
    const world = createWorld({ settings });

    await world
      .startProcess()
      .detect([...sweepCalls(3), ...sweepCalls(3, { ruleId: 'get-service-quota', firstId: 20 })]);

    expect(world.published.map(({ rule }) => rule.id)).toEqual(['describe-instances']);
  });

  it('joins two published sweeps under the older id when a late call shows them to be one', async () => {
    const world = worldOf();
    const process = world.startProcess();
    await process.detect(sweepCalls(3, { start: 62, firstId: 10 }));
    world.now = 5000;
    await process.detect(sweepCalls(3, { start: 20 }));

    await process.detect(sweepCalls(3, { start: 40, firstId: 20 }));

    const findings = await findingsOf(world.store, settingsOf(SETTINGS), sweepCalls(1));
    expect(world.published).toHaveLength(2);
    expect(findings.map(({ id, evidence }) => [id, evidence.callCount])).toEqual([
      [world.published[0]?.id, 9],
    ]);
  });

  it('remembers the sweeps of closed incidents for lateEventHours', async () => {
    const world = worldOf();
    const process = world.startProcess();
    const startsOfSweeps = async () => {
      const { sweeps } = await world.store.readLedger(ALICE_ARN);
      return sweeps.map(({ start }) => start);
    };
    // The sweep of second 0 is opened at second 40, after its end. That was 24 hours before second 86440.
    world.now = 40_000;
    await process.detect(sweepCalls(3));
    const { version, ...state } = await world.store.readLedger(ALICE_ARN);
    const incidents = state.incidents.map((incident) => ({ ...incident, closedAt: 40_000 }));
    await world.store.writeLedger(ALICE_ARN, { ...state, incidents }, version);
    world.now = 86_440_999;
    await process.detect(sweepCalls(3, { start: 50_000, firstId: 10 }));
    const before = await startsOfSweeps();
    world.now += 1;

    await process.detect(sweepCalls(3, { start: 60_000, firstId: 20 }));

    expect(before).toEqual([0, 50_000]);
    expect(await startsOfSweeps()).toEqual([50_000, 60_000]);
  });

  describe('steps', () => {
    const DECIDING = {
      sliding: ['addCalls', 'readBuckets', 'writeLedger', 'publish', 'writeLedger'],
      tumbling: ['addCalls', 'writeLedger', 'publish', 'writeLedger'],
    };
    const BELOW = { sliding: ['addCalls', 'readBuckets'], tumbling: ['addCalls'] };

    it.each(WINDOWINGS)('are no more than these under %s windows', async (windowing) => {
      const process = worldOf({ windowing }).startProcess();
      const [first, second, third] = sweepCalls(3) as [Call, Call, Call];

      await process.detect([first, second]);
      const below = process.steps;
      await process.detect([third]);
      const deciding = process.steps;

      expect(below).toEqual(BELOW[windowing]);
      expect(deciding).toEqual(DECIDING[windowing]);
    });

    it.each([
      ['begins in the bucket before', [20, 21, 35]],
      ['ends in the bucket after', [25, 35, 26]],
    ])('are no more for a sweep that %s', async (_case, seconds) => {
      const process = worldOf().startProcess();
      const calls = seconds.map((second, index) => callNumber(index, { second }));
      await process.detect(calls.slice(0, 2));

      await process.detect(calls.slice(2));

      expect(process.steps).toEqual(DECIDING.sliding);
    });

    it.each(WINDOWINGS)(
      'are a read and a write more where there was a sweep before, under %s windows',
      async (windowing) => {
        const process = worldOf({ windowing }).startProcess();
        await process.detect(sweepCalls(3, { start: 600, firstId: 10 }));

        await process.detect(sweepCalls(3));

        const [write, ...published] = DECIDING[windowing].slice(-3);
        expect(process.steps).toEqual([
          ...BELOW[windowing],
          write,
          'readLedger',
          write,
          ...published,
        ]);
      },
    );

    it.each([
      ['sliding', ['addCalls', 'readBuckets', 'readLedger']],
      ['tumbling', ['addCalls', 'readLedger']],
    ] as const)(
      'are a look at the ledger for a further call under %s windows',
      async (windowing, expected) => {
        const process = worldOf({ windowing }).startProcess();
        await process.detect([
          ...sweepCalls(3, { step: 0 }),
          callNumber(20, { region: 'region-0', second: 0 }),
        ]);

        await process.detect([callNumber(21, { region: 'region-1', second: 0 })]);

        expect(process.steps).toEqual(expected);
      },
    );

    it('note each of two publications by one write', async () => {
      const process = worldOf().startProcess();
      await process.detect([
        ...sweepCalls(2, { start: 5, step: 0 }),
        ...sweepCalls(2, { start: 80, step: 0, firstId: 10 }),
      ]);

      await process.detect([callNumber(30, { second: 30 }), callNumber(59, { second: 59 })]);

      expect(process.steps).toEqual([...DECIDING.sliding, 'publish', 'writeLedger']);
    });

    it.each([
      ['sliding', ['addCalls', 'readBuckets', 'writeLedger', 'readLedger']],
      ['tumbling', ['addCalls', 'writeLedger', 'readLedger']],
    ] as const)(
      'end with the ledger for a repeat under %s windows',
      async (windowing, expected) => {
        const process = worldOf({ windowing }).startProcess();
        await process.detect(sweepCalls(3));

        await process.detect(sweepCalls(3));

        expect(process.steps).toEqual(expected);
      },
    );
  });

  describe('with full buckets', () => {
    const FULL = 5;
    const inKnownRegion = (number: number) => callNumber(number, { region: 'region-0', second: 5 });

    it.each(WINDOWINGS)(
      'does nothing more for known regions under %s windows',
      async (windowing) => {
        const process = worldOf({ windowing }, FULL).startProcess();
        await process.detect(sweepCalls(FULL));

        await process.detect([inKnownRegion(90), inKnownRegion(91)]);

        expect(process.steps).toEqual([]);
      },
    );

    it('does nothing more for a flood in one region, which is no sweep', async () => {
      const process = worldOf({}, FULL).startProcess();
      await process.detect(Array.from({ length: FULL }, (_, index) => inKnownRegion(index)));

      await process.detect([inKnownRegion(90)]);

      expect(process.steps).toEqual([]);
    });

    it('does nothing more for a principal that floods one region', async () => {
      const process = worldOf({}, FULL).startProcess();
      await process.detect(Array.from({ length: FULL }, (_, index) => inKnownRegion(index)));

      await process.detect([inKnownRegion(90)]);

      expect(process.steps).toEqual([]);
    });

    it('still takes a call in a new region', async () => {
      const world = worldOf({ minRegions: FULL + 1, minCalls: FULL + 1 }, FULL);
      const process = world.startProcess();
      await process.detect(sweepCalls(FULL));

      await process.detect([inKnownRegion(90), callNumber(91, { second: 5 })]);

      expect(world.published[0]?.evidence).toMatchObject({ regionCount: 6, atLeast: true });
    });

    it('still takes calls of the next bucket', async () => {
      const process = worldOf({}, FULL).startProcess();
      await process.detect(sweepCalls(FULL));

      await process.detect([{ ...inKnownRegion(90), second: 30 }]);

      expect(process.steps[0]).toBe('addCalls');
    });

    it.each(WINDOWINGS)(
      'takes calls again whose finding is not out under %s windows',
      async (windowing) => {
        const world = worldOf({ windowing }, FULL);
        const process = world.startProcess();
        await expect(process.detect(sweepCalls(FULL), UNPUBLISHED)).rejects.toThrow(
          'publish was not done',
        );
        world.now = 60_000;

        await process.detect(sweepCalls(FULL));

        expect(world.published).toHaveLength(1);
      },
    );

    it('knows nothing of the full buckets of another process', async () => {
      const world = worldOf({}, FULL);
      await world.startProcess().detect(sweepCalls(FULL));
      const other = world.startProcess();

      await other.detect([inKnownRegion(90)]);

      expect(other.steps).not.toEqual([]);
    });

    it.each(WINDOWINGS)(
      'takes calls again whose finding is not out even after others came between, under %s windows',
      async (windowing) => {
        const world = worldOf({ windowing }, FULL);
        const process = world.startProcess();
        await expect(process.detect(sweepCalls(3), UNPUBLISHED)).rejects.toThrow(
          'publish was not done',
        );
        await process.detect([inKnownRegion(90), inKnownRegion(91)]);
        world.now = 60_000;

        await process.detect(sweepCalls(3));

        expect(world.published).toHaveLength(1);
      },
    );

    it('takes a call that another process failed on, though the bucket was full before', async () => {
      const world = worldOf({}, FULL);
      const here = world.startProcess();
      const other = world.startProcess();
      const inTwoRegions = Array.from({ length: FULL }, (_, index) =>
        callNumber(index, { region: `region-${index % 2}`, second: 29 }),
      );
      const [again] = inTwoRegions as [Call, ...Call[]];
      await here.detect(inTwoRegions);
      // A third region, by a process that dies before it sees what follows.
      const breaking = { name: 'addCalls', step: 0, when: 'after' } as const;
      const neighbour = callNumber(9, { second: 30 });
      await expect(other.detect([neighbour], breaking)).rejects.toThrow('addCalls was done');
      await expect(world.startProcess().detect([again], UNPUBLISHED)).rejects.toThrow();
      world.now = 60_000;

      await here.detect([again]);

      expect(world.published).toHaveLength(1);
    });

    it('counts on in a bucket that is full of regions, not of calls', async () => {
      const world = worldOf({ minRegions: 10, minCalls: 100 });
      const process = world.startProcess();
      await process.detect(sweepCalls(64, { step: 0 }));

      await process.detect(Array.from({ length: 40 }, (_, index) => inKnownRegion(100 + index)));

      expect(world.published).toHaveLength(1);
    });
  });

  describe('with sweeps longer than a window', () => {
    /** Five bursts of three regions, each overlapping the one before. */
    const bursts = [0, 29, 58, 87, 116].map((start, index) =>
      sweepCalls(3, { start, step: 0, firstId: 1 + index * 10 }),
    );

    it('has the calls of all its buckets in the finding as it stands', async () => {
      const world = worldOf();
      const process = world.startProcess();
      for (const burst of bursts) {
        await process.detect(burst);
      }

      const findings = await findingsOf(world.store, settingsOf(SETTINGS), bursts.flat());

      expect(world.published).toHaveLength(1);
      expect(findings.map(({ window, evidence }) => [window.end, evidence.callCount])).toEqual([
        ['1970-01-01T00:02:26Z', 15],
      ]);
    });

    it('has them in the notification too, whichever process takes it over', async () => {
      const world = worldOf();
      const process = world.startProcess();
      const [first = [], ...others] = bursts;
      await expect(process.detect(first, UNPUBLISHED)).rejects.toThrow();
      for (const burst of others) {
        await process.detect(burst);
      }
      world.now = 60_000;

      await process.detect(first);

      expect(process.steps).toEqual([
        'addCalls',
        'readBuckets',
        'readLedger',
        'readBuckets',
        'writeLedger',
        'publish',
        'writeLedger',
      ]);
      expect(world.published.map(({ evidence }) => evidence.eventIds)).toEqual([
        bursts.flat().map(({ eventId }) => eventId),
      ]);
    });
  });

  it('keeps calls of one id apart by rule', async () => {
    const world = worldOf();
    const calls = sweepCalls(3);
    const quotaCalls = sweepCalls(3, { ruleId: 'get-service-quota' });

    await world.startProcess().detect([...calls, ...quotaCalls]);

    const findings = await findingsOf(world.store, settingsOf(SETTINGS), calls);
    expect(findings.map(({ evidence }) => evidence.eventIds)).toEqual([
      [uuid(1), uuid(2), uuid(3)],
      [uuid(1), uuid(2), uuid(3)],
    ]);
  });
});
