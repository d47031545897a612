import { createMemoryBaseline } from '../../src/adapters/memory/memory-baseline';
import { createMemorySightings } from '../../src/adapters/memory/memory-sightings';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { baselineOwnerOf } from '../../src/detection/baseline/baseline-owner';
import { dayOf } from '../../src/detection/baseline/day';
import type { Sweep } from '../../src/detection/incident/ledger';
import type { Call, RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import { bucketOf } from '../../src/detection/window';
import { createSweepMemory, type SweepMemoryParts } from '../../src/engine/sweep-memory';
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

function memoryOf(world: World, parts: Partial<SweepMemoryParts> = {}) {
  return createSweepMemory({ ...world, clock: () => world.now, ...parts });
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
  const sweep: Sweep = {
    principal,
    ruleId,
    windowSeconds: 30,
    id: `${ruleId} ${principal.key} ${start}`,
    start,
    end: start + 39,
    openedAt: 0,
    incidentId: '',
  };
  return { sweep, calls } as const;
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
    const { sweep, calls } = sweepAt();

    expect(await memoryOf(newWorld()).contextOf(sweep, calls, [])).toEqual({
      baseline: { state: 'young', days: 0 },
      related: { state: 'read', otherPrincipals: 0 },
    });
  });

  it('reports what is new, by the days before the day of the sweep', async () => {
    const world = newWorld();
    const { sweep, calls } = sweepAt();
    const [call] = calls as [Call];
    await learn(world, call, 20, 'region-0');
    await learn(world, call, 1, 'region-1');
    await learn(world, call, 0, 'region-2');
    await learn(world, { ...call, caller: { ...call.caller, arn: 'arn:bob' } }, 1, 'region-3');

    const { baseline } = await memoryOf(world).contextOf(sweep, calls, []);

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

  it('uses the day on which a sweep that goes past midnight began', async () => {
    const world = newWorld();
    const midnight = (dayOf(NOON) + 1) * 86_400;
    const { sweep, calls } = sweepAt(midnight - 5);
    await learn(world, (calls as [Call])[0], 20, 'elsewhere');
    await learn(world, (calls as [Call])[0], 0, 'region-0');

    const { baseline } = await memoryOf(world).contextOf(sweep, calls, []);

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
      const { sweep, calls } = sweepAt();
      await addOtherCalls(world, NOON + minutes * MINUTE);

      const { related } = await memoryOf(world).contextOf(sweep, calls, []);

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
      'a rule with another grouping',
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
    const { sweep, calls } = sweepAt();
    await prepare(world);

    const { related } = await memoryOf(world).contextOf(sweep, calls, []);

    expect(related).toEqual({ state: 'read', otherPrincipals: 0 });
  });

  it.each([
    { by: 'address', isNoted: true, isListed: false },
    { by: 'identity', isNoted: false, isListed: true },
    { by: 'identity', isNoted: true, isListed: true },
  ])(
    'includes sweeps of others by $by: noted $isNoted, of the same identity $isListed',
    async ({ by, isNoted, isListed }) => {
      const memory = memoryOf(newWorld());
      const mine = sweepAt();
      const all = [
        mine,
        sweepAt(NOON - 29 * MINUTE, { principal: MALLORY, ruleId: 'get-service-quota' }),
        sweepAt(NOON + 29 * MINUTE, { principal: MALLORY }),
        sweepAt(NOON + 31 * MINUTE, { principal: { kind: 'arn', key: 'arn:late' } }),
        sweepAt(NOON - 31 * MINUTE, { principal: { kind: 'arn', key: 'arn:early' } }),
      ];
      for (const { sweep, calls } of isNoted ? all : []) {
        await memory.note(sweep, calls);
      }
      const listed = isListed ? all.map(({ sweep }) => sweep) : [];

      const { related } = await memory.contextOf(mine.sweep, mine.calls, listed);

      expect(related).toEqual({
        state: 'read',
        otherRule: { by, principals: 1 },
        otherPrincipals: 1,
      });
    },
  );

  it('includes a sweep of the identity that began long before and still goes on', async () => {
    const { sweep, calls } = sweepAt();
    const long = { ...sweepAt(NOON - 60 * MINUTE, { principal: MALLORY }).sweep, end: NOON + 5 };

    const { related } = await memoryOf(newWorld()).contextOf(sweep, calls, [sweep, long]);

    expect(related).toEqual({ state: 'read', otherPrincipals: 1 });
  });

  it('ignores calls outside the sweep', async () => {
    const world = newWorld();
    const { sweep, calls } = sweepAt();
    await learn(world, (calls as [Call])[0], 20, 'elsewhere');
    const before = callOf({ eventId: uuid(800), second: NOON - 60, region: 'region-99' });

    const { baseline } = await memoryOf(world).contextOf(sweep, [before, ...calls], []);

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
    ] as const)('reports %s as unread, and the rest as read', async (_case, part, faults, why) => {
      const world = newWorld();
      const { sweep, calls } = sweepAt();
      await learn(world, (calls as [Call])[0], 20, 'region-0');
      const failures: unknown[] = [];
      const parts = Object.fromEntries(
        Object.entries(faults).map(([name, fault]) => [
          name,
          { ...world[name as 'store'], ...(fault as object) },
        ]),
      );
      const memory = memoryOf(world, {
        ...parts,
        ...(why === 'timeout' && { deadlineMs: 5 }),
        onFailure: (error) => failures.push(error),
      });

      const context = await memory.contextOf(sweep, calls, []);

      expect(context).toMatchObject({
        baseline: { state: 'known' },
        related: { state: 'read' },
        [part]: { state: 'unread', why },
      });
      expect(failures.length).toBeGreaterThan(0);
    });

    it('reports a sweep whose callers were not kept as unread', async () => {
      const { sweep, calls } = sweepAt();
      const bare = calls.map(({ eventId, second, region }) => ({ eventId, second, region }));

      const { baseline } = await memoryOf(newWorld()).contextOf(sweep, bare, []);

      expect(baseline).toEqual({ state: 'unread', why: 'no-caller' });
    });
  });

  it('is not read again within a minute, but compared with the calls that came since', async () => {
    const world = newWorld();
    const { sweep, calls } = sweepAt();
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
    const memory = memoryOf(world, counting);

    await memory.contextOf(sweep, calls.slice(0, 5), []);
    const { baseline } = await memory.contextOf(sweep, calls, []);
    expect(baseline).toMatchObject({ regions: 10, newRegions: 9 });
    expect(reads).toBe(2);

    world.now = 60_000;
    await memory.contextOf(sweep, calls, []);
    expect(reads).toBe(4);
  });
});

describe('notes of sweeps', () => {
  /** A memory that records the source IPs and seconds of what it writes. */
  function createBench() {
    const world = newWorld();
    const written: string[] = [];
    const failures: unknown[] = [];
    const bench = { written, failures, isBroken: false };
    const sightings: Sightings = {
      ...world.sightings,
      async add(address, sighting) {
        if (bench.isBroken) {
          throw new Error('Throttled.');
        }
        written.push(`${address} ${sighting.second - NOON}`);
      },
    };
    const memory = memoryOf(world, { sightings, onFailure: (error) => failures.push(error) });
    const note = ({ sweep, calls }: ReturnType<typeof sweepAt>) => memory.note(sweep, calls);
    return {
      ...bench,
      note,
      break: (isBroken: boolean) => void Object.assign(bench, { isBroken }),
    };
  }

  it('are written once by a process, under the source IP', async () => {
    const { note, written } = createBench();

    await note(sweepAt());
    await note(sweepAt());
    await note(sweepAt(NOON + 60));

    expect(written).toEqual(['198.51.100.7 0', '198.51.100.7 60']);
  });

  it('fail without consequences, and are written the next time', async () => {
    const bench = createBench();
    bench.break(true);
    await bench.note(sweepAt());
    bench.break(false);

    await bench.note(sweepAt());

    expect(bench.failures).toHaveLength(1);
    expect(bench.written).toHaveLength(1);
  });

  it('are written again after thousands of others', async () => {
    const { note, written } = createBench();
    const numbered = (number: number) => {
      const { sweep, calls } = sweepAt();
      return { sweep: { ...sweep, id: `sweep-${number}` }, calls: calls.slice(0, 1) };
    };
    for (let number = 0; number < 5000; number += 1) {
      await note(numbered(number));
    }

    await note(numbered(0));
    expect(written).toHaveLength(5000);
    await note(numbered(5000));
    await note(numbered(0));
    expect(written).toHaveLength(5002);
  });
});
