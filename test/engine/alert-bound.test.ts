import fc from 'fast-check';
import { createMemoryAllowance } from '../../src/adapters/memory/memory-allowance';
import { createMemoryBacklog } from '../../src/adapters/memory/memory-backlog';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { createAlertBound } from '../../src/engine/alert-bound';
import type { Allowance } from '../../src/ports/allowance';
import { caseCount, RUNS_ALL_CASES } from '../support/case-count';
import { LIMITS } from '../support/detection';
import { longTermKeySweep } from '../support/findings';
import { createFlood, type FloodParts, sessionSweep } from '../support/flood';
import { expectNothingLost, type Flood } from '../support/nothing-lost';
import { opened } from '../support/notifications';
import { perSecond } from '../support/virtual-time';

describe('a hundred critical alerts in one second', () => {
  it('are all delivered, one a second', async () => {
    const flood = createFlood({ detectors: 100 });
    const start = flood.clock();
    for (let session = 0; session < 100; session += 1) {
      flood.deliver(sessionSweep(`admin-${session}`, 's', true));
    }
    await flood.settle();

    const times = flood.alerts().map(({ at }) => at);
    expect(times).toHaveLength(100);
    expect(perSecond(times)[0]).toBe(1);
    expect(times.filter((at) => at - start < 5000)).toHaveLength(5);
    expect(Math.max(...times) - start).toBeLessThan(300_000);
    expectNothingLost(flood, 100);
  });

  it('do not make one detector wait longer than it may run', async () => {
    const flood = createFlood({ detectors: 1 });
    const start = flood.clock();
    const calls = Array.from({ length: 100 }, (_, index) =>
      sessionSweep(`admin-${index}`, 's', true),
    ).flat();
    flood.deliver(calls);
    await flood.settle();

    const archivedAt = flood.archived.length;
    expect(archivedAt).toBeGreaterThan(80);
    const times = flood.alerts().map(({ at }) => at);
    expect(times.filter((at) => at - start < 20_000).length).toBeLessThanOrEqual(7);
    expectNothingLost(flood, 100);
  });
});

/** `npm test` breaks every twentieth request. */
const EVERY = RUNS_ALL_CASES ? 1 : 20;

describe('a bound among faults', () => {
  /** Allowance and backlog of which one request in turn fails, before or after it took effect. */
  function breaking(failing: (request: number) => 'before' | 'after' | undefined) {
    let requests = 0;
    const store = createMemorySweepStore(LIMITS);
    const allowance = createMemoryAllowance();
    const backlog = createMemoryBacklog();
    const guard = async <Value>(work: () => Promise<Value>): Promise<Value> => {
      const when = failing(requests++);
      if (when === 'before') {
        throw new Error('DynamoDB is down');
      }
      const value = await work();
      if (when === 'after') {
        throw new Error('the answer of DynamoDB is lost');
      }
      return value;
    };
    return {
      count: () => requests,
      open: () => ({
        store,
        allowance: { take: (...all) => guard(() => allowance.take(...all)) } as Allowance,
        backlog: {
          add: (...all: Parameters<typeof backlog.add>) => guard(() => backlog.add(...all)),
          read: (...all: Parameters<typeof backlog.read>) => guard(() => backlog.read(...all)),
          remove: (...all: Parameters<typeof backlog.remove>) =>
            guard(() => backlog.remove(...all)),
        },
      }),
    };
  }

  /** Three alerts above the bound of the hour, and three critical ones of which one process cannot wait for all. */
  async function run(parts: Pick<FloodParts, 'open' | 'beforePublish'>): Promise<Flood> {
    const flood = createFlood({ ...parts, detectors: 9 });
    for (let session = 0; session < 63; session += 1) {
      flood.deliver(sessionSweep(`low-${session}`, 's'), flood.clock() + 300 * session);
    }
    for (let session = 0; session < 7; session += 1) {
      flood.deliver(sessionSweep(`critical-${session}`, 's', true), flood.clock() + 5000);
    }
    await flood.settle();
    return flood;
  }

  it.each(['before', 'after'] as const)(
    'loses nothing when any one request to DynamoDB fails %s its effect',
    async (when) => {
      const whole = breaking(() => undefined);
      await run(whole);
      expect(whole.count()).toBeGreaterThan(50);

      for (let request = 0; request < whole.count(); request += EVERY) {
        const flood = await run(breaking((other) => (other === request ? when : undefined)));
        expectNothingLost(flood, 70);
      }
    },
  );

  it('loses nothing when a process dies between the allowance and the publication', async () => {
    for (let death = 0; death < 20; death += 1) {
      let publications = 0;
      const flood = await run({
        beforePublish: () => {
          if (publications++ === death) {
            throw new Error('the process died');
          }
        },
      });
      expect(flood.failures).not.toEqual([]);
      expectNothingLost(flood, 70);
    }
  });

  it('sends alerts unbounded while DynamoDB does not count', async () => {
    const store = createMemorySweepStore(LIMITS);
    const flood = createFlood({
      open: () => ({
        store,
        allowance: { take: () => Promise.reject(new Error('DynamoDB is down')) },
        backlog: createMemoryBacklog(),
      }),
    });
    for (let session = 0; session < 100; session += 1) {
      flood.deliver(sessionSweep(`admin-${session}`, 's'));
    }
    await flood.settle();

    expect(flood.alerts()).toHaveLength(100);
    expect(flood.failures).toHaveLength(100);
  });

  it('sends an alert unbounded when DynamoDB does not answer in time', async () => {
    jest.useFakeTimers();
    const errors: unknown[] = [];
    const bound = createAlertBound({
      allowance: { take: () => new Promise(() => {}) },
      clock: () => 0,
      sleep: async () => {},
      onFailure: (error) => void errors.push(error),
    });
    const notification = opened(longTermKeySweep());

    const admitted = bound.admit(notification);
    await jest.advanceTimersByTimeAsync(1500);
    jest.useRealTimers();

    expect(await admitted).toBe(notification);
    expect(errors).toEqual([expect.objectContaining({ name: 'DeadlineError' })]);
  });
});

describe('whatever arrives', () => {
  it('is published at least once, and never faster than SNS allows for e-mail', async () => {
    const sweeps = fc.array(
      fc.record({
        role: fc.nat({ max: 20 }),
        session: fc.nat({ max: 500 }),
        isCritical: fc.boolean(),
        at: fc.oneof(fc.nat({ max: 2000 }), fc.nat({ max: 600_000 })),
      }),
      { maxLength: 120 },
    );

    await fc.assert(
      fc.asyncProperty(sweeps, async (list) => {
        const flood = createFlood({ detectors: 6 });
        const start = flood.clock();
        for (const { role, session, isCritical, at } of list) {
          flood.deliver(sessionSweep(`role-${role}`, `${session}`, isCritical), start + at);
        }
        await flood.settle();

        // All sweeps of a role within ten minutes are one incident.
        const roles = new Set(list.map(({ role }) => role));
        expectNothingLost(flood, roles.size);
        expect(perSecond(flood.people.map(({ at }) => at))[0] ?? 0).toBeLessThanOrEqual(7);
      }),
      { numRuns: caseCount(60) },
    );
  });

  it('goes to the archive untouched if it was not for people', async () => {
    const bound = createAlertBound({
      allowance: { take: () => Promise.reject(new Error('not asked')) },
      clock: () => 0,
      sleep: async () => {},
      onFailure: () => {
        throw new Error('not asked');
      },
    });
    const notification = { ...opened(longTermKeySweep()), audience: 'archive' as const };

    expect(await bound.admit(notification)).toBe(notification);
  });
});
