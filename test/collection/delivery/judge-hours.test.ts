import { createMemoryAllowance } from '../../../src/adapters/memory/memory-allowance';
import { createMemoryDeliveries } from '../../../src/adapters/memory/memory-deliveries';
import { createHourJudge } from '../../../src/collection/delivery/judge-hours';
import type { Deliveries, FileDelivery } from '../../../src/ports/deliveries';

const ACCOUNT = '111122223333';
const HOUR = 3600;
const FIRST = 1_773_478_800;
const MINUTE_MS = 60_000;

/** A world with a file in every hour of a day in two places, the second of which falls silent after a day. */
function createWorld(comparesPaths = true) {
  const deliveries = createMemoryDeliveries();
  const allowance = createMemoryAllowance();
  let now = 0;
  let files = 0;
  return {
    deliveries,
    passTo(second: number): void {
      now = second * 1000;
    },
    async file(hour: number, overrides: Partial<FileDelivery> = {}): Promise<void> {
      files += 1;
      await deliveries.note({
        key: `file-${files}`,
        account: ACCOUNT,
        region: 'us-east-1',
        hour,
        calls: 10,
        brought: 10,
        unjudged: 0,
        trailLags: [],
        eventBridgeLags: [],
        ...overrides,
      });
    },
    /** As in a new process. */
    judge: () => createHourJudge({ deliveries, allowance, clock: () => now, comparesPaths })(),
    createJudge: (overrides: Partial<Deliveries> = {}) =>
      createHourJudge({
        deliveries: { ...deliveries, ...overrides },
        allowance,
        clock: () => now,
        comparesPaths,
      }),
  };
}

describe('an hour', () => {
  it('is judged 30 minutes after its end', async () => {
    const world = createWorld();
    await world.file(FIRST);

    world.passTo(FIRST + HOUR + 1799);
    expect((await world.judge())?.hour).toBe(FIRST - HOUR);
    world.passTo(FIRST + HOUR + 1800);
    expect(await world.judge()).toEqual({
      hour: FIRST,
      isNew: true,
      places: 1,
      silent: [],
      missed: [],
      shares: new Map([['us-east-1', 1]]),
    });
  });

  it('is judged every ten minutes, by whichever process is the first', async () => {
    const world = createWorld();
    await world.file(FIRST);
    const judge = world.createJudge();
    const judgedAt = async (second: number) => {
      world.passTo(second);
      const judged = await Promise.all([world.judge(), judge(), judge(), world.judge()]);
      return judged.flatMap((one) => (one === undefined ? [] : [[one.hour, one.isNew]]));
    };

    expect(await judgedAt(FIRST + HOUR + 1800)).toEqual([[FIRST, true]]);
    expect(await judgedAt(FIRST + HOUR + 1830)).toEqual([]);
    expect(await judgedAt(FIRST + HOUR + 2400)).toEqual([[FIRST, false]]);
    expect(await judgedAt(FIRST + HOUR + 5400)).toEqual([[FIRST + HOUR, true]]);
  });

  it('is judged by another process ten minutes after one that failed', async () => {
    const world = createWorld();
    await world.file(FIRST);
    world.passTo(FIRST + HOUR + 1800);
    const readHour = jest.spyOn(world.deliveries, 'readHour');
    readHour.mockRejectedValueOnce(new Error('The table is gone.'));

    await expect(world.judge()).rejects.toThrow('The table is gone.');
    expect(await world.judge()).toBeUndefined();
    world.passTo(FIRST + HOUR + 1800 + 600);
    expect(await world.judge()).toMatchObject({ hour: FIRST, isNew: true });
  });

  it('leaves the same accounts whichever request fails, before it is done or after', async () => {
    const judgedWith = async (fault?: { readonly request: number; readonly isDone: boolean }) => {
      const world = createWorld();
      let requests = 0;
      const failing =
        <Arguments extends readonly unknown[], Answer>(
          work: (...args: Arguments) => Promise<Answer>,
        ) =>
        async (...args: Arguments): Promise<Answer> => {
          const isHit = fault?.request === requests;
          requests += 1;
          if (isHit && !fault.isDone) {
            throw new Error('The table is gone.');
          }
          const answer = await work(...args);
          if (isHit) {
            throw new Error('The answer is lost.');
          }
          return answer;
        };
      const { deliveries } = world;
      const judge = () =>
        world.createJudge({
          readAccounts: failing(deliveries.readAccounts),
          readHour: failing(deliveries.readHour),
          writeAccount: failing(deliveries.writeAccount),
        })();
      for (let index = 0; index < 30; index += 1) {
        for (const account of [ACCOUNT, '222233334444', '333344445555']) {
          await world.file(FIRST + index * HOUR, { account });
        }
      }
      for (const index of [0, 28, 29]) {
        for (const minutes of [30, 40]) {
          world.passTo(FIRST + (index + 1) * HOUR + minutes * 60);
          await judge().catch(() => undefined);
        }
      }
      return { accounts: await deliveries.readAccounts(), requests };
    };
    const unharmed = await judgedWith();

    for (let request = 0; request < unharmed.requests; request += 1) {
      for (const isDone of [false, true]) {
        const { accounts } = await judgedWith({ request, isDone });
        expect({ request, isDone, accounts }).toEqual({
          request,
          isDone,
          accounts: unharmed.accounts,
        });
      }
    }
  });

  it('shows the places that have fallen silent', async () => {
    const world = createWorld();
    const silent: [number, number][] = [];
    for (let index = 0; index < 34; index += 1) {
      const hour = FIRST + index * HOUR;
      await world.file(hour);
      if (index < 25 || index === 33) {
        await world.file(hour, { region: 'eu-west-1' });
      }
      world.passTo(hour + HOUR + 1800);
      silent.push([index, (await world.judge())?.silent.length ?? -1]);
    }

    expect(silent.filter(([, count]) => count > 0).map(([index]) => index)).toEqual([
      27, 28, 29, 30, 31, 32,
    ]);
  });

  it('is judged together with those before it, where no file came for a time', async () => {
    const world = createWorld();
    for (let index = 0; index < 25; index += 1) {
      await world.file(FIRST + index * HOUR);
    }
    world.passTo(FIRST + HOUR + 1800);
    await world.judge();
    world.passTo(FIRST + 28 * HOUR + 1800);

    expect(await world.judge()).toMatchObject({
      hour: FIRST + 27 * HOUR,
      places: 0,
      silent: [{ account: ACCOUNT, region: 'us-east-1' }],
    });
  });

  it('is judged again with the next one, where its files came late', async () => {
    const world = createWorld();
    for (let index = 0; index < 30; index += 1) {
      // The trail reader stands still from the 25th hour on, and then reads everything.
      if (index < 25 || index === 29) {
        await world.file(FIRST + index * HOUR);
        world.passTo(FIRST + (index + 1) * HOUR + 1800);
        await world.judge();
      }
    }
    for (let index = 25; index < 29; index += 1) {
      await world.file(FIRST + index * HOUR);
    }
    await world.file(FIRST + 30 * HOUR);
    world.passTo(FIRST + 31 * HOUR + 1800);
    await world.judge();

    const [hours] = await world.deliveries.readAccounts();
    expect(hours?.heard.get('us-east-1')?.toString(2)).toBe('1'.repeat(31));
  });

  it.each<[string, Partial<FileDelivery>, boolean]>([
    ['EventBridge brought half of the calls', { brought: 5 }, false],
    ['EventBridge brought less than half of them', { brought: 4 }, true],
    ['too few calls say something', { calls: 4, brought: 0 }, false],
    ['too few calls can be judged', { brought: 0, unjudged: 6 }, false],
    ['there is no call', { calls: 0, brought: 0 }, false],
  ])('shows whether EventBridge misses a place: %s', async (_what, overrides, isMissed) => {
    const judged = async (comparesPaths: boolean) => {
      const world = createWorld(comparesPaths);
      await world.file(FIRST, overrides);
      world.passTo(FIRST + HOUR + 1800);
      return world.judge();
    };

    expect((await judged(true))?.missed).toHaveLength(Number(isMissed));
    expect(await judged(false)).toMatchObject({ missed: [], shares: new Map() });
  });

  it('has the share of each region', async () => {
    const world = createWorld();
    await world.file(FIRST, { brought: 5 });
    await world.file(FIRST, { account: '444455556666', calls: 30, brought: 5 });
    await world.file(FIRST, { region: 'eu-west-1', unjudged: 10, brought: 0 });
    world.passTo(FIRST + HOUR + 30 * (MINUTE_MS / 1000));

    expect((await world.judge())?.shares).toEqual(new Map([['us-east-1', 0.25]]));
  });
});
