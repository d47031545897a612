import fc from 'fast-check';
import { createMemoryAllowance } from '../../src/adapters/memory/memory-allowance';
import { createMemoryBacklog } from '../../src/adapters/memory/memory-backlog';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import type { Notification } from '../../src/detection/notification';
import { createAlertBound } from '../../src/engine/alert-bound';
import type { Allowance } from '../../src/ports/allowance';
import { LIMITS } from '../support/detection';
import { type EmbeddedStore, startEmbeddedStore } from '../support/embedded-store';
import { longTermKeySweep } from '../support/findings';
import { createFlood, type FloodParts, sessionSweep } from '../support/flood';
import { opened } from '../support/notifications';
import { perSecond } from '../support/virtual-time';

type Flood = ReturnType<typeof createFlood>;

const keyOf = ({ kind, finding }: Notification): string =>
  `${finding.id} ${kind} ${finding.severity}`;

/** Every sweep was published, and nothing is in the archive alone without a word to people. */
function expectNothingLost(flood: Flood, sweeps: number): void {
  const published = [...flood.archived, ...flood.alerts().map(({ notification }) => notification)];
  expect(new Set(published.map(({ finding }) => finding.id)).size).toBe(sweeps);
  const critical = published.filter(({ finding }) => finding.severity === 'critical').map(keyOf);
  const alerted = new Set(flood.alerts().map(({ notification }) => keyOf(notification)));
  expect(critical.filter((key) => !alerted.has(key))).toEqual([]);
  const held = flood.archived.filter(({ heldBack }) => heldBack !== 'critical-second');
  const gathered = flood.summaries().reduce((sum, { total }) => sum + total, 0);
  expect(gathered).toBeGreaterThanOrEqual(new Set(held.map(keyOf)).size);
}

/** A thousand sessions of one role within some milliseconds, one of them critical. */
async function floodOfSessions(milliseconds: number, parts: FloodParts = {}): Promise<Flood> {
  const flood = createFlood(parts);
  const start = flood.clock();
  for (let session = 0; session < 1000; session += 1) {
    const at = start + Math.floor((session / 1000) * milliseconds);
    flood.deliver(sessionSweep('Admin', `session-${session}`, session === 600), at);
  }
  await flood.settle();
  return flood;
}

describe('a thousand session names of one role, one of them critical', () => {
  it.each([0, 60_000])(
    'brings people ten alerts, the critical one at once, and a summary: within %i ms',
    async (milliseconds) => {
      const flood = await floodOfSessions(milliseconds);
      const start = flood.people[0]?.at ?? 0;

      const critical = flood
        .alerts()
        .filter(({ notification }) => notification.finding.severity === 'critical');
      expect(critical).toHaveLength(1);
      expect((critical[0]?.at ?? Number.POSITIVE_INFINITY) - start).toBeLessThan(60_000);
      expect(flood.alerts().length).toBeLessThanOrEqual(11);
      expect(flood.summaries()).toEqual([
        expect.objectContaining({
          bySeverity: [{ severity: 'low', count: 1000 - flood.alerts().length }],
          identities: [
            {
              identity: 'arn:aws:iam::111122223333:role/Admin',
              severity: 'low',
              count: 1000 - flood.alerts().length,
            },
          ],
          identityCount: 1,
        }),
      ]);
      expect(flood.failures).toEqual([]);
      expectNothingLost(flood, 1000);
    },
  );

  it('brings one subscriber twelve messages within a minute, instead of a thousand', async () => {
    const before = await floodOfSessions(60_000, { isBounded: false });
    const after = await floodOfSessions(60_000);
    const [busiestBefore, busiestAfter] = [before, after].map(
      ({ people }) => perSecond(people.map(({ at }) => at))[0],
    );

    process.stderr.write(
      `1,000 session names within 1 min, messages to one subscriber: ${before.people.length} before (${busiestBefore} in the busiest second), ${after.people.length} after (${busiestAfter})\n`,
    );
    expect(before.people).toHaveLength(1000);
    expect(after.people).toHaveLength(12);
  });
});

describe('a thousand identities', () => {
  it('bring people no more than the bound over all, and the critical one', async () => {
    const flood = createFlood();
    for (let role = 0; role < 1000; role += 1) {
      flood.deliver(sessionSweep(`role-${role}`, 's', role === 900), flood.clock() + 40 * role);
    }
    await flood.settle();

    const alerts = flood.alerts();
    const times = flood.people.map(({ at }) => at);
    expect(alerts.length).toBeLessThanOrEqual(61);
    expect(alerts.map(({ notification }) => notification.finding.severity)).toContain('critical');
    expect(perSecond(times)[0]).toBeLessThanOrEqual(7);
    const [summary] = flood.summaries();
    expect(summary?.identities).toHaveLength(10);
    expect(summary?.findingIds).toHaveLength(20);
    expect(summary?.identityCount).toBe(summary?.total);
    expectNothingLost(flood, 1000);
  });
});

describe('a hundred critical alerts in one second', () => {
  it('are all delivered, one a second', async () => {
    const flood = createFlood({ detectors: 100 });
    const start = flood.clock();
    for (let session = 0; session < 100; session += 1) {
      flood.deliver(sessionSweep('Admin', `session-${session}`, true));
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
      sessionSweep('Admin', `session-${index}`, true),
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

describe('detectors that share a DynamoDB', () => {
  let embedded: EmbeddedStore;
  beforeAll(async () => {
    embedded = await startEmbeddedStore();
  });
  afterAll(() => embedded.stop());

  it('keep within the bound together', async () => {
    const flood = createFlood({
      detectors: 8,
      open: () => ({
        store: embedded.store(LIMITS),
        allowance: embedded.allowance(),
        backlog: embedded.backlog(),
      }),
    });
    for (let session = 0; session < 200; session += 1) {
      flood.deliver(sessionSweep('Admin', `session-${session}`, session === 150));
    }
    await flood.settle();

    expect(flood.alerts().length).toBeLessThanOrEqual(11);
    expect(flood.summaries()).toHaveLength(1);
    expect(flood.failures).toEqual([]);
    expectNothingLost(flood, 200);
  });
});

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

  /** Three alerts above the bound of an identity, and three critical ones of which one process cannot wait for all. */
  async function run(parts: Pick<FloodParts, 'open' | 'beforePublish'>): Promise<Flood> {
    const flood = createFlood({ ...parts, detectors: 9 });
    for (let session = 0; session < 13; session += 1) {
      flood.deliver(sessionSweep('Admin', `low-${session}`), flood.clock() + 300 * session);
    }
    for (let session = 0; session < 7; session += 1) {
      flood.deliver(sessionSweep('Admin', `critical-${session}`, true), flood.clock() + 5000);
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

      for (let request = 0; request < whole.count(); request += 1) {
        const flood = await run(breaking((other) => (other === request ? when : undefined)));
        expectNothingLost(flood, 20);
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
      expectNothingLost(flood, 20);
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
      flood.deliver(sessionSweep('Admin', `session-${session}`));
    }
    await flood.settle();

    expect(flood.alerts()).toHaveLength(100);
    expect(flood.failures).toHaveLength(100);
  });

  it('sends an alert unbounded when DynamoDB does not answer in time', async () => {
    const errors: unknown[] = [];
    const bound = createAlertBound({
      allowance: { take: () => new Promise(() => {}) },
      clock: () => 0,
      sleep: async () => {},
      onFailure: (error) => void errors.push(error),
    });
    const notification = opened(longTermKeySweep());

    expect(await bound.admit(notification)).toBe(notification);
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

        const names = new Set(list.map(({ role, session }) => `${role} ${session}`));
        expectNothingLost(flood, names.size);
        expect(perSecond(flood.people.map(({ at }) => at))[0] ?? 0).toBeLessThanOrEqual(7);
      }),
      { numRuns: 60 },
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
