import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { Sweep } from '../../src/detection/incident/ledger';
import type { Notification } from '../../src/detection/notification';
import { createIncidentReporter, type ReportLog } from '../../src/engine/incident-reporter';
import { ALICE_ARN, uuid } from '../support/calls';
import { LIMITS } from '../support/detection';
import { findingOf } from '../support/findings';

const SHARED = 'sourceIp:198.51.100.7';

describe('a sweep that turns out to be of several identities', () => {
  it('is reported as that of the principal they share, and only there', async () => {
    const store = createMemorySweepStore(LIMITS);
    const published: Notification[] = [];
    const judged = async ({ incidentId }: Sweep) => ({
      finding: { ...findingOf(), incidentId },
      owner: SHARED,
      worth: { severity: 'high', audience: 'people' } as const,
      actors: [],
      exact: { start: 0, end: 30 },
      isKnownCaller: false,
    });
    const reporter = createIncidentReporter({
      store,
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
    });
    const log: ReportLog = { notifications: [], sweeps: [], later: [] };

    const isDone = await reporter.report(
      ALICE_ARN,
      [
        {
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
        },
      ],
      log,
    );

    expect(isDone).toBe(true);
    expect((await store.readLedger(ALICE_ARN)).incidents).toEqual([]);
    expect(published).toMatchObject([{ kind: 'opened', incident: { identity: { key: SHARED } } }]);
    expect(log.sweeps).toMatchObject([{ identity: SHARED }]);
  });
});
