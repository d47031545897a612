import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { withAcknowledgement } from '../../src/detection/incident/acknowledgement';
import type { IncidentState } from '../../src/detection/incident/ledger';
import type { Call } from '../../src/detection/model';
import type { Notification } from '../../src/detection/notification';
import { createDetector } from '../../src/engine/detector';
import type { SweepStore } from '../../src/ports/sweep-store';
import { ALICE_ARN, CALLER, settingsOf, sweepCalls } from '../support/calls';
import { LIMITS, RISING_SEVERITY } from '../support/detection';
import { createIncidentWorld } from '../support/incident-world';

const UNTIL = 86_400_000;

async function acknowledgeFirst(store: SweepStore, until = UNTIL): Promise<void> {
  const ledger = await store.readLedger(ALICE_ARN);
  const incident = ledger.incidents[0] as IncidentState;
  const note = { by: 'jane', reason: 'Our inventory', at: 0, until };
  await store.writeLedger(ALICE_ARN, withAcknowledgement(ledger, incident, note), ledger.version);
}

/** A detector whose first incident, by Alice, somebody has acknowledged. */
async function createBench() {
  const published: Notification[] = [];
  const store = createMemorySweepStore(LIMITS);
  const detector = createDetector({
    store,
    notifier: { publish: async (notification) => void published.push(notification) },
    clock: () => 0,
    digest: sha256Digest,
    settings: settingsOf({ minRegions: 3, minCalls: 3 }),
    severity: RISING_SEVERITY,
    lateEventHours: 24,
    renotifyMinutes: 60,
    notifyFrom: 'low',
  });
  await detector.detect(sweepCalls(3));
  await acknowledgeFirst(store);
  return { published, detector };
}

/** Alice's sweep a minute later, which belongs to the acknowledged incident. */
const SOON = { start: 60, firstId: 100 };

/** Alice's sweep two hours later, which is another incident. */
const LATER = { start: 2 * 3600, firstId: 100 };

/** Calls of a sweep that is more severe than the acknowledged one. */
function deniedCalls(sweep: typeof LATER): readonly Call[] {
  const [call] = sweepCalls(1);
  return sweepCalls(3, {
    ...sweep,
    caller: { ...(call as Call).caller, errorCode: 'AccessDenied' },
  });
}

describe('an acknowledged incident', () => {
  it('says who acknowledged it when it escalates', async () => {
    const { published, detector } = await createBench();

    await detector.detect(deniedCalls(SOON));

    expect(published.at(-1)).toMatchObject({
      kind: 'escalated',
      audience: 'people',
      incident: { acknowledgement: { by: 'jane', reason: 'Our inventory' } },
    });
  });
});

describe('an incident by an actor whose last one somebody acknowledged', () => {
  it('goes to the archive', async () => {
    const { published, detector } = await createBench();

    await detector.detect(sweepCalls(3, LATER));

    expect(published.map(({ kind, audience }) => [kind, audience])).toEqual([
      ['opened', 'people'],
      ['opened', 'archive'],
    ]);
  });

  it('sends an alert where its severity is higher', async () => {
    const { published, detector } = await createBench();

    await detector.detect(deniedCalls(LATER));

    expect(published.map(({ kind, audience }) => [kind, audience])).toEqual([
      ['opened', 'people'],
      ['opened', 'people'],
    ]);
  });
});

describe('the closing of an incident that grew', () => {
  it.each([
    ['an alert', undefined, 'people'],
    ['no alert if somebody acknowledged it', UNTIL, 'archive'],
    ['an alert if the acknowledgement has expired', 60_000, 'people'],
  ])('is %s', async (_what, until, audience) => {
    const settings = settingsOf({ minRegions: 3, minCalls: 3 });
    const world = createIncidentWorld({ settings, now: 0 });
    await world.detect(sweepCalls(3));
    if (until !== undefined) {
      await acknowledgeFirst(world.store, until);
    }
    await world.detect(sweepCalls(3, SOON));

    await world.settle();

    expect(world.published.at(-1)?.notification).toMatchObject({ kind: 'closed', audience });
  });

  it('is an alert if its severity rose after the acknowledgement', async () => {
    const settings = settingsOf({ minRegions: 3, minCalls: 3 });
    const world = createIncidentWorld({ settings, now: 0 });
    await world.detect(sweepCalls(3));
    await acknowledgeFirst(world.store);
    await world.detect(deniedCalls(SOON));
    await world.detect(sweepCalls(3, { start: 120, firstId: 200 }));

    await world.settle();

    expect(world.published.at(-1)?.notification).toMatchObject({
      kind: 'closed',
      audience: 'people',
    });
  });

  it('is an alert if a new actor joined it after the acknowledgement', async () => {
    const settings = settingsOf({ minRegions: 3, minCalls: 3 });
    const world = createIncidentWorld({ settings, now: 0 });
    await world.detect(sweepCalls(3));
    await acknowledgeFirst(world.store);
    await world.passTo(15 * 60_000);
    const caller = { ...CALLER, accessKeyId: 'AKIAOTHER', sourceIp: '203.0.113.9' };
    await world.detect(sweepCalls(3, { start: 15 * 60, firstId: 200, caller }));
    await world.detect(sweepCalls(3, { start: 16 * 60, firstId: 300, caller }));

    await world.settle();

    expect(world.published.map(({ notification: { kind, audience } }) => [kind, audience])).toEqual(
      [
        ['opened', 'people'],
        ['updated', 'people'],
        ['closed', 'people'],
      ],
    );
  });
});
