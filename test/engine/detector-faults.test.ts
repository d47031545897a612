import fc from 'fast-check';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { type Call, type RuleSettings, WINDOWINGS } from '../../src/detection/model';
import {
  ClaimExpiredError,
  DetectionError,
  LedgerContentionError,
  NotificationPendingError,
} from '../../src/engine/errors';
import { LEASE_MS } from '../../src/engine/incident-publisher';
import type { SweepStore } from '../../src/ports/sweep-store';
import { ALICE_ARN, callOf, settingsOf, sweepCalls, uuid } from '../support/calls';
import { LIMITS } from '../support/detection';
import {
  type Break,
  BrokenError,
  createWorld,
  UNPUBLISHED,
  type World,
} from '../support/processes';

/** Three regions and three calls make a sweep. */
const THRESHOLDS = { minRegions: 3, minCalls: 3 };
const [FIRST, SECOND, DECIDING] = sweepCalls(3) as [Call, Call, Call];

/** A world in which all but the deciding call of a sweep have come in. */
async function worldBefore(settings: Partial<RuleSettings>, store?: SweepStore): Promise<World> {
  const world = createWorld({
    settings: settingsOf({ ...THRESHOLDS, ...settings }),
    store: store ?? createMemorySweepStore(LIMITS),
  });
  await world.startProcess().detect([FIRST, SECOND]);
  return world;
}

/** Whether each incident was reported, or is claimed. */
async function statesOf(world: World): Promise<string[]> {
  const { incidents } = await world.store.readLedger(ALICE_ARN);
  return incidents.map(({ lease, reported }) => {
    const free = reported === undefined ? 'due' : 'reported';
    return lease === undefined ? free : 'claimed';
  });
}

/** Handles the deciding call and dies once its notification is claimed. */
async function claimAndDie(world: World): Promise<void> {
  await expect(world.startProcess().detect([DECIDING], UNPUBLISHED)).rejects.toThrow(BrokenError);
}

// Single faults and pairs of them, on the real adapters, are in test/faults.
describe('a detector that breaks', () => {
  it('publishes each incident however often it breaks and whichever process tries again', async () => {
    const breakArbitrary: fc.Arbitrary<Break> = fc.record({
      step: fc.nat({ max: 7 }),
      when: fc.constantFrom('before' as const, 'after' as const),
    });
    const trailArbitrary = fc.array(
      fc.record({
        second: fc.nat({ max: 100 }),
        region: fc.nat({ max: 5 }),
        batch: fc.nat({ max: 9 }),
      }),
      { maxLength: 40 },
    );

    await fc.assert(
      fc.asyncProperty(
        trailArbitrary,
        fc.array(breakArbitrary, { maxLength: 15 }),
        fc.constantFrom(...WINDOWINGS),
        async (trail, breaks, windowing) => {
          const world = createWorld({ settings: settingsOf({ ...THRESHOLDS, windowing }) });
          const calls = trail.map(({ second, region }, index) =>
            callOf({ eventId: uuid(index), second, region: `region-${region}` }),
          );
          const waiting = Array.from({ length: 10 }, (_, batch) =>
            calls.filter((_call, index) => trail[index]?.batch === batch),
          );
          let failures = 0;
          const processes = [world.startProcess(), world.startProcess()] as const;

          for (let turn = 0; waiting.length > 0; turn += 1) {
            const batch = waiting.shift() ?? [];
            try {
              await processes[turn % 2 === 0 ? 0 : 1].detect(batch, breaks.shift());
            } catch {
              failures += 1;
              waiting.push(batch);
            }
            world.now += LEASE_MS;
          }

          const published = new Set(world.notifications.map(({ incident }) => incident.id));
          const { incidents, sweeps } = await world.store.readLedger(ALICE_ARN);
          expect(world.published.length).toBeLessThanOrEqual(published.size + failures);
          expect(sweeps.filter(({ incidentId }) => !published.has(incidentId))).toEqual([]);
          expect(
            incidents.filter(
              ({ reported, lease, mergedInto }) =>
                mergedInto === undefined && (reported === undefined || lease !== undefined),
            ),
          ).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a notification that an earlier attempt holds', () => {
  it.each(WINDOWINGS)(
    'makes a repeat of the call fail during the lease under %s windows',
    async (windowing) => {
      const world = await worldBefore({ windowing });
      await claimAndDie(world);
      world.now = LEASE_MS - 1;

      const attempt = world.startProcess().detect([DECIDING]);

      await expect(attempt).rejects.toThrow(NotificationPendingError);
      await expect(attempt).rejects.toThrow(
        `An earlier attempt at these calls of ${ALICE_ARN}, or the closing of their incident, holds the claim on its notification. The attempt after the lease of 40 s publishes it.`,
      );
      expect(world.published).toEqual([]);
    },
  );

  it('makes a batch with the call fail wherever the call stands in it', async () => {
    const world = await worldBefore({});
    await claimAndDie(world);

    const attempt = world.startProcess().detect([FIRST, DECIDING]);

    await expect(attempt).rejects.toThrow(NotificationPendingError);
  });

  it('lets other calls of the sweep pass during the lease, unpublished', async () => {
    const world = await worldBefore({});
    await claimAndDie(world);
    world.now = LEASE_MS - 1;

    const findings = await world.startProcess().detect([FIRST]);

    expect(findings).toEqual([]);
    expect(world.published).toEqual([]);
    expect(await statesOf(world)).toEqual(['claimed']);
  });

  it('is taken over by any call of the sweep after the lease', async () => {
    const world = await worldBefore({});
    await claimAndDie(world);
    world.now = LEASE_MS;

    const findings = await world.startProcess().detect([FIRST]);
    world.now += LEASE_MS;
    await world.startProcess().detect([DECIDING]);

    expect(findings).toHaveLength(1);
    expect(findings[0]?.detectedAt).toBe('1970-01-01T00:00:00.000Z');
    expect(world.published).toEqual(findings);
  });

  it('is taken over though its bucket is full and was looked at during the lease', async () => {
    const world = await worldBefore({}, createMemorySweepStore({ maxTrackedCalls: 3 }));
    await claimAndDie(world);
    const process = world.startProcess();
    world.now = LEASE_MS - 5_000;
    await process.detect([FIRST]);
    // When Lambda tries again.
    world.now = 60_000;

    await process.detect([DECIDING]);

    expect(world.published).toHaveLength(1);
  });

  it('holds up nothing that can be published', async () => {
    const world = await worldBefore({});
    await claimAndDie(world);
    const between = [DECIDING, callOf({ eventId: uuid(9), second: 35, region: 'x' })];
    await world.startProcess().detect(sweepCalls(2, { start: 35, step: 0, firstId: 20 }));

    const attempt = world.startProcess().detect([...between].reverse());

    await expect(attempt).rejects.toThrow(NotificationPendingError);
    expect(world.published.map(({ window }) => window.start)).toEqual(['1970-01-01T00:00:35Z']);
  });

  it('is not published by a process whose claim on it ran out on the way', async () => {
    const memory = createMemorySweepStore(LIMITS);
    const world: World = await worldBefore(
      {},
      {
        ...memory,
        async writeLedger(key, state, version) {
          const isWritten = await memory.writeLedger(key, state, version);
          world.now += LEASE_MS;
          return isWritten;
        },
      },
    );

    const attempt = world.startProcess().detect([DECIDING]);

    await expect(attempt).rejects.toThrow(ClaimExpiredError);
    await expect(attempt).rejects.toThrow(/^The claim on the notification of incident-/);
    expect(world.published).toEqual([]);
    expect(await statesOf(world)).toEqual(['claimed']);
  });

  it('shares the base of the errors that a retry repairs', () => {
    const errors = [
      new NotificationPendingError('x'),
      new LedgerContentionError('x'),
      new ClaimExpiredError('x'),
    ];

    expect(errors.map(({ name }) => name)).toEqual([
      'NotificationPendingError',
      'LedgerContentionError',
      'ClaimExpiredError',
    ]);
    expect(errors.every((error) => error instanceof DetectionError)).toBe(true);
    expect(new DetectionError('x').name).toBe('DetectionError');
  });
});

describe('a ledger that others write to', () => {
  /** A store whose writes from number `from` on lose against another writer, `losses` times. */
  function contendedStore(
    from: number,
    losses: number,
  ): SweepStore & { readonly tried: () => number } {
    const store = createMemorySweepStore(LIMITS);
    let writes = 0;
    return {
      ...store,
      async writeLedger(key, state, version) {
        writes += 1;
        if (writes >= from && writes < from + losses) {
          const { version: current, ...known } = await store.readLedger(key);
          await store.writeLedger(key, known, current);
        }
        return store.writeLedger(key, state, version);
      },
      tried: () => writes,
    };
  }

  const NEVER = Number.POSITIVE_INFINITY;

  it.each(WINDOWINGS)('is written in the end under %s windows', async (windowing) => {
    const store = contendedStore(1, 499);
    const world = await worldBefore({ windowing }, store);

    await world.startProcess().detect([DECIDING]);

    expect(world.published).toHaveLength(1);
    expect(await statesOf(world)).toEqual(['reported']);
  });

  it.each([
    ['claiming', 1, 0],
    ['marking the notification as published', 2, 1],
  ])('makes %s fail in the end', async (_case, from, publications) => {
    const store = contendedStore(from, NEVER);
    const world = await worldBefore({}, store);

    const attempt = world.startProcess().detect([DECIDING]);

    await expect(attempt).rejects.toThrow(LedgerContentionError);
    await expect(attempt).rejects.toThrow(
      `The ledger of ${ALICE_ARN} changed 500 times while we tried one change. Retrying later is safe.`,
    );
    expect(store.tried()).toBe(from - 1 + 500);
    expect(world.published).toHaveLength(publications);
  });

  it('still marks the publication when others write first for a while', async () => {
    const store = contendedStore(2, 499);
    const world = await worldBefore({}, store);

    await world.startProcess().detect([DECIDING]);

    expect(await statesOf(world)).toEqual(['reported']);
    expect(store.tried()).toBe(501);
  });

  it('holds the claim as of the attempt that wrote it', async () => {
    const store = createMemorySweepStore(LIMITS);
    const world: World = await worldBefore(
      {},
      {
        ...store,
        async writeLedger(key, state, version) {
          const isFirst = world.now === 0;
          world.now += 1000;
          return isFirst ? false : store.writeLedger(key, state, version);
        },
      },
    );
    const broken = world.startProcess();

    await expect(broken.detect([DECIDING], UNPUBLISHED)).rejects.toThrow('publish');

    const { incidents } = await store.readLedger(ALICE_ARN);
    expect(incidents).toMatchObject([{ lease: { by: DECIDING.eventId, until: 1000 + LEASE_MS } }]);
    expect(incidents[0]).not.toHaveProperty('reported');
  });
});
