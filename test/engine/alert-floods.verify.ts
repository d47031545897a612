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
    'is one incident, whose alert rises once: within %i ms',
    async (milliseconds) => {
      const flood = await floodOfSessions(milliseconds);

      const alerts = flood.alerts().map(({ notification }) => notification);
      expect(new Set(alerts.map(({ incident }) => incident.identity.key))).toEqual(
        new Set(['arn:aws:iam::111122223333:role/Admin']),
      );
      expect(alerts.map(({ incident }) => incident.severity)).toContain('critical');
      expect(alerts.length).toBeLessThanOrEqual(3);
      expect(flood.summaries()).toEqual([]);
      expectNothingLost(flood, 1);
    },
  );
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
      flood.deliver(sessionSweep(`admin-${session}`, 's', session === 150));
    }
    await flood.settle();

    expect(flood.alerts().length).toBeLessThanOrEqual(61);
    expect(flood.summaries()).toHaveLength(1);
    expect(flood.failures).toEqual([]);
    expectNothingLost(flood, 200);
  });
});
