import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { createMemoryWatchedCalls } from '../../src/adapters/memory/memory-watched-calls';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { EMPTY_LEDGER, type Sweep } from '../../src/detection/incident/ledger';
import type { Notification } from '../../src/detection/notification';
import {
  createIncidentReporter,
  type IncidentReporterParts,
  newLog,
  type Sighting,
} from '../../src/engine/incident-reporter';
import { createWatching } from '../../src/engine/watching';
import { ALICE_ARN, uuid } from '../support/calls';
import { LIMITS } from '../support/detection';
import { findingOf } from '../support/findings';

const SHARED = 'sourceIp:198.51.100.7';

const SIGHTING: Sighting = {
  partition: {
    ruleId: 'describe-instances',
    principal: { kind: 'sourceIp', key: SHARED },
    windowSeconds: 30,
  },
  interval: { start: 0, end: 30 },
  eventIds: [uuid(1)],
  buckets: [],
  span: { first: 0, last: 2 },
  isFirstToQualify: true,
};

/** @param owner whose sweeps they all are. */
function createBench(owner: string, parts: Partial<IncidentReporterParts> = {}) {
  const published: Notification[] = [];
  const judged = async ({ incidentId }: Sweep) => ({
    finding: { ...findingOf(), incidentId },
    owner,
    worth: { severity: 'high', audience: 'people' } as const,
    actors: [],
    exact: { start: 0, end: 30 },
    isKnownCaller: false,
  });
  const reporter = createIncidentReporter({
    store: createMemorySweepStore(LIMITS),
    notifier: { publish: async (notification) => void published.push(notification) },
    clock: () => 0,
    digest: sha256Digest,
    judge: {
      byBuckets: judged,
      byStore: judged,
      worthOf: () => ({ severity: 'high', audience: 'people' }),
    },
    lateEventHours: 24,
    renotifyMinutes: 60,
    ...parts,
  });
  return { reporter, published };
}

describe('a sweep that turns out to be of several identities', () => {
  it('is reported as that of the principal they share, and only there', async () => {
    const store = createMemorySweepStore(LIMITS);
    const { reporter, published } = createBench(SHARED, { store });
    const log = newLog();

    const isDone = await reporter.report(ALICE_ARN, [SIGHTING], log);

    expect(isDone).toBe(true);
    expect((await store.readLedger(ALICE_ARN)).incidents).toEqual([]);
    expect(published).toMatchObject([{ kind: 'opened', incident: { identity: { key: SHARED } } }]);
    expect(log.sweeps).toMatchObject([{ identity: SHARED }]);
  });
});

describe('an incident that a ledger drops while it is reported', () => {
  it('needs no second look at its watched calls', async () => {
    const { reporter, published } = createBench(SHARED, {
      store: { ...createMemorySweepStore(LIMITS), readLedger: async () => EMPTY_LEDGER },
      watching: createWatching({
        watchedCalls: createMemoryWatchedCalls(sha256Digest),
        clock: () => 0,
        digest: sha256Digest,
      }),
    });

    expect(await reporter.report(SHARED, [SIGHTING], newLog())).toBe(true);
    expect(published).toMatchObject([{ kind: 'opened' }]);
  });
});
