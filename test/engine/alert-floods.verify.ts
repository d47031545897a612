import { LIMITS } from '../support/detection';
import { type EmbeddedStore, startEmbeddedStore } from '../support/embedded-store';
import { createFlood, type FloodParts, sessionSweep } from '../support/flood';
import { expectNothingLost, type Flood } from '../support/nothing-lost';
import { perSecond } from '../support/virtual-time';

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
        .filter(({ notification }) => notification.incident.severity === 'critical');
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
    expect(alerts.map(({ notification }) => notification.incident.severity)).toContain('critical');
    expect(perSecond(times)[0]).toBeLessThanOrEqual(7);
    const [summary] = flood.summaries();
    expect(summary?.identities).toHaveLength(10);
    expect(summary?.incidentIds).toHaveLength(20);
    expect(summary?.identityCount).toBe(summary?.total);
    expectNothingLost(flood, 1000);
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
