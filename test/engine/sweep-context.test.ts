import { createMemoryBaseline } from '../../src/adapters/memory/memory-baseline';
import { createMemorySightings } from '../../src/adapters/memory/memory-sightings';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { baselineOwnerOf } from '../../src/detection/baseline/baseline-owner';
import { dayOf } from '../../src/detection/baseline/day';
import type { Call, RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import { bucketOf } from '../../src/detection/window';
import { createSightingNotes } from '../../src/engine/sighting-notes';
import { type ContextReaderParts, createContextReader } from '../../src/engine/sweep-context';
import type { Baseline } from '../../src/ports/baseline';
import type { Sightings } from '../../src/ports/sightings';
import type { SweepStore } from '../../src/ports/sweep-store';
import { callOf, settingsOf, sweepCalls, uuid } from '../support/calls';
import { LIMITS } from '../support/detection';

/** Noon of a day in 2026. */
const NOON = 20_500 * 86_400 + 43_200;
const MINUTE = 60;

interface World {
  readonly store: SweepStore;
  readonly baseline: Baseline;
  readonly sightings: Sightings;
  readonly settings: Record<RuleId, RuleSettings>;
  now: number;
}

function newWorld(): World {
  return {
    store: createMemorySweepStore(LIMITS),
    baseline: createMemoryBaseline(),
    sightings: createMemorySightings(),
    settings: settingsOf(),
    now: 0,
  };
}

function readerOf(world: World, parts: Partial<ContextReaderParts> = {}) {
  return createContextReader({ ...world, clock: () => world.now, ...parts });
}

async function learn(world: World, call: Call, daysBefore: number, region: string) {
  await world.baseline.learn({
    subject: baselineOwnerOf(call.principal, call.caller),
    day: dayOf(NOON) - daysBefore,
    regions: [region],
    addresses: ['198.51.100.7'],
  });
}

/** A sweep of ten regions at noon, as the detector knows it. */
function sweepAt(start = NOON, overrides: Partial<Call> = {}) {
  const calls = sweepCalls(10, { start, ...overrides });
  const [{ principal, ruleId }] = calls as [Call];
  const partition = { principal, ruleId, windowSeconds: 30 };
  const sweep = { id: `${ruleId} ${principal.key} ${start}`, start, end: start + 39 };
  return { partition, sweep, calls } as const;
}

async function addOtherCalls(world: World, second: number, overrides: Partial<Call> = {}) {
  const call = callOf({
    eventId: uuid(900),
    ruleId: 'get-service-quota',
    second,
    ...overrides,
  });
  const { ruleId, principal } = call;
  await world.store.addCalls({ ruleId, principal, windowSeconds: 30 }, bucketOf(second, 30), [
    call,
  ]);
}

const MALLORY = { kind: 'arn', key: 'arn:mallory' } as const;

describe('the context of a sweep', () => {
  it('is that nothing is known, where nothing is', async () => {
    const { partition, sweep, calls } = sweepAt();

    expect(await readerOf(newWorld()).contextOf(partition, sweep, calls)).toEqual({
      baseline: { state: 'young', days: 0 },
      related: { state: 'read', otherPrincipals: 0 },
    });
  });

  it('says what is new, by the days before the day of the sweep', async () => {
    const world = newWorld();
    const { partition, sweep, calls } = sweepAt();
    const [call] = calls as [Call];
    await learn(world, call, 20, 'region-0');
    await learn(world, call, 1, 'region-1');
    await learn(world, call, 0, 'region-2');
    await learn(world, { ...call, caller: { ...call.caller, arn: 'arn:bob' } }, 1, 'region-3');

    const { baseline } = await readerOf(world).contextOf(partition, sweep, calls);

    expect(baseline).toEqual({
      state: 'known',
      days: 20,
      principals: 1,
      newPrincipals: 0,
      regions: 10,
      newRegions: 8,
      addresses: 1,
      newAddresses: 0,
      account: { regions: 10, newRegions: 7 },
    });
  });

  it('goes by the day on which a sweep that goes past midnight began', async () => {
    const world = newWorld();
    const midnight = (dayOf(NOON) + 1) * 86_400;
    const { partition, sweep, calls } = sweepAt(midnight - 5);
    await learn(world, (calls as [Call])[0], 20, 'elsewhere');
    await learn(world, (calls as [Call])[0], 0, 'region-0');

    const { baseline } = await readerOf(world).contextOf(partition, sweep, calls);

    expect(baseline).toMatchObject({ newRegions: 10 });
  });

  it.each([
    { minutes: -30.5, isRelated: false },
    { minutes: -30, isRelated: true },
    { minutes: 0, isRelated: true },
    { minutes: 30, isRelated: true },
    { minutes: 31, isRelated: false },
  ])(
    'counts calls of the other rule $minutes minutes away: $isRelated',
    async ({ minutes, isRelated }) => {
      const world = newWorld();
      const { partition, sweep, calls } = sweepAt();
      await addOtherCalls(world, NOON + minutes * MINUTE);

      const { related } = await readerOf(world).contextOf(partition, sweep, calls);

      expect(related).toEqual({
        state: 'read',
        otherPrincipals: 0,
        ...(isRelated && { otherRule: { by: 'principal', calls: 1, regions: 1 } }),
      });
    },
  );

  it.each<[string, (world: World) => Promise<void>]>([
    ['another principal', (world) => addOtherCalls(world, NOON, { principal: MALLORY })],
    ['the same rule', (world) => addOtherCalls(world, NOON, { ruleId: 'describe-instances' })],
    [
      'a rule that groups calls otherwise',
      async (world) => {
        world.settings['get-service-quota'] = {
          ...world.settings['get-service-quota'],
          groupBy: 'role',
        };
        await addOtherCalls(world, NOON);
      },
    ],
    [
      'a rule that is disabled',
      async (world) => {
        world.settings['get-service-quota'] = {
          ...world.settings['get-service-quota'],
          enabled: false,
        };
        await addOtherCalls(world, NOON);
      },
    ],
  ])('does not count calls of %s', async (_case, prepare) => {
    const world = newWorld();
    const { partition, sweep, calls } = sweepAt();
    await prepare(world);

    const { related } = await readerOf(world).contextOf(partition, sweep, calls);

    expect(related).toEqual({ state: 'read', otherPrincipals: 0 });
  });

  it('knows sweeps of others by what they have in common, once they are noted', async () => {
    const world = newWorld();
    const notes = createSightingNotes(world);
    const mine = sweepAt();
    const others = [
      sweepAt(NOON - 29 * MINUTE, { principal: MALLORY, ruleId: 'get-service-quota' }),
      sweepAt(NOON + 29 * MINUTE, { principal: MALLORY }),
      sweepAt(NOON + 31 * MINUTE, { principal: { kind: 'arn', key: 'arn:late' } }),
      mine,
    ];
    for (const { partition, sweep, calls } of others) {
      await notes.note(partition, sweep, calls);
    }

    const { related } = await readerOf(world).contextOf(mine.partition, mine.sweep, mine.calls);

    expect(related).toEqual({
      state: 'read',
      otherRule: { by: 'accessKey', principals: 1 },
      otherPrincipals: 1,
    });
  });

  it('passes over calls outside of the sweep', async () => {
    const world = newWorld();
    const { partition, sweep, calls } = sweepAt();
    await learn(world, (calls as [Call])[0], 20, 'elsewhere');
    const before = callOf({ eventId: uuid(800), second: NOON - 60, region: 'region-99' });

    const { baseline } = await readerOf(world).contextOf(partition, sweep, [before, ...calls]);

    expect(baseline).toMatchObject({ regions: 10, newRegions: 10 });
  });

  describe('when something cannot be read', () => {
    const broken = async (): Promise<never> => {
      throw new Error('Throttled.');
    };
    const silent = (): Promise<never> => new Promise(() => {});

    it.each([
      ['the baseline', 'baseline', { baseline: { read: broken } }, 'error'],
      ['the store', 'related', { store: { readBuckets: broken } }, 'error'],
      ['the sightings', 'related', { sightings: { read: broken } }, 'error'],
      ['the baseline in time', 'baseline', { baseline: { read: silent } }, 'timeout'],
      ['the store in time', 'related', { store: { readBuckets: silent } }, 'timeout'],
      ['the sightings in time', 'related', { sightings: { read: silent } }, 'timeout'],
    ] as const)('says so of %s, and tells the rest', async (_case, part, faults, why) => {
      const world = newWorld();
      const { partition, sweep, calls } = sweepAt();
      await learn(world, (calls as [Call])[0], 20, 'region-0');
      const failures: unknown[] = [];
      const parts = Object.fromEntries(
        Object.entries(faults).map(([name, fault]) => [
          name,
          { ...world[name as 'store'], ...(fault as object) },
        ]),
      );
      const reader = readerOf(world, {
        ...parts,
        ...(why === 'timeout' && { deadlineMs: 5 }),
        onFailure: (error) => failures.push(error),
      });

      const context = await reader.contextOf(partition, sweep, calls);

      expect(context).toMatchObject({
        baseline: { state: 'known' },
        related: { state: 'read' },
        [part]: { state: 'unread', why },
      });
      expect(failures.length).toBeGreaterThan(0);
    });

    it('says so of a sweep whose callers were not kept', async () => {
      const { partition, sweep, calls } = sweepAt();
      const bare = calls.map(({ eventId, second, region }) => ({ eventId, second, region }));

      const { baseline } = await readerOf(newWorld()).contextOf(partition, sweep, bare);

      expect(baseline).toEqual({ state: 'unread', why: 'no-caller' });
    });
  });

  it('is not read again within a minute, but compared with the calls that came since', async () => {
    const world = newWorld();
    const { partition, sweep, calls } = sweepAt();
    await learn(world, (calls as [Call])[0], 20, 'region-0');
    let reads = 0;
    const counting = {
      store: {
        ...world.store,
        readBuckets: (...parameters: Parameters<SweepStore['readBuckets']>) => {
          reads += 1;
          return world.store.readBuckets(...parameters);
        },
      },
      baseline: {
        ...world.baseline,
        read: (...parameters: Parameters<Baseline['read']>) => {
          reads += 1;
          return world.baseline.read(...parameters);
        },
      },
    };
    const reader = readerOf(world, counting);

    await reader.contextOf(partition, sweep, calls.slice(0, 5));
    const { baseline } = await reader.contextOf(partition, sweep, calls);
    expect(baseline).toMatchObject({ regions: 10, newRegions: 9 });
    expect(reads).toBe(2);

    world.now = 60_000;
    await reader.contextOf(partition, sweep, calls);
    expect(reads).toBe(4);
  });
});

describe('notes of sweeps', () => {
  it('are written once by a process, and never stand in the way', async () => {
    const { sightings } = newWorld();
    const added: string[] = [];
    const failures: unknown[] = [];
    let isBroken = true;
    const notes = createSightingNotes({
      sightings: {
        ...sightings,
        async add(identity, sighting) {
          if (isBroken) {
            throw new Error('Throttled.');
          }
          added.push(identity.kind);
          return sightings.add(identity, sighting);
        },
      },
      onFailure: (error) => failures.push(error),
    });
    const { partition, sweep, calls } = sweepAt();

    await notes.note(partition, sweep, calls);
    expect(failures).toHaveLength(2);

    isBroken = false;
    await notes.note(partition, sweep, calls);
    await notes.note(partition, sweep, calls);
    expect(added).toEqual(['accessKey', 'address']);
  });
});
