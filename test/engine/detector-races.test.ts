import fc from 'fast-check';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { type Call, WINDOWINGS } from '../../src/detection/model';
import { createDetector } from '../../src/engine/detector';
import type { SweepStore } from '../../src/ports/sweep-store';
import { ALICE_ARN, callOf, settingsOf, sweepCalls, uuid } from '../support/calls';
import { caseCount } from '../support/case-count';
import {
  collectingNotifier,
  findingsOf,
  incidentsOrThrow,
  LIMITS,
  RULE_SEVERITY,
} from '../support/detection';

/** A store whose answers come in whatever order the scheduler pleases, before or after those of others. */
function scheduledStore(store: SweepStore, scheduler: fc.Scheduler): SweepStore {
  const scheduled = async <T>(label: string, work: () => Promise<T>): Promise<T> => {
    await scheduler.schedule(Promise.resolve(), `${label} is sent`);
    const result = await work();
    await scheduler.schedule(Promise.resolve(), `${label} is answered`);
    return result;
  };
  return {
    ...store,
    addCalls: (...args) => scheduled('addCalls', () => store.addCalls(...args)),
    readBuckets: (...args) => scheduled('readBuckets', () => store.readBuckets(...args)),
    readLedger: (...args) => scheduled('readLedger', () => store.readLedger(...args)),
    writeLedger: (...args) => scheduled('writeLedger', () => store.writeLedger(...args)),
  };
}

/** Two bursts and calls between them: one sweep or two, by the order of the calls. */
const CHAIN: readonly Call[] = [
  ...sweepCalls(3, { start: 20, step: 0 }),
  ...sweepCalls(3, { start: 60, step: 0, firstId: 10 }),
  callOf({ eventId: uuid(20), second: 45, region: 'region-8' }),
  callOf({ eventId: uuid(21), second: 46, region: 'region-9' }),
];

describe('detectors that race', () => {
  it.each(WINDOWINGS)(
    'publish each incident once, with nothing lost, under %s windows',
    async (windowing) => {
      const settings = settingsOf({ minRegions: 3, minCalls: 3, windowing });
      const alone = createMemorySweepStore(LIMITS);
      const detector = createDetector({
        store: alone,
        notifier: collectingNotifier(),
        clock: () => 0,
        digest: sha256Digest,
        settings,
        severity: RULE_SEVERITY,
        lateEventHours: 24,
        renotifyMinutes: 0,
        notifyFrom: 'low',
      });
      incidentsOrThrow(await detector.detect(CHAIN));
      const seenBy = async (store: SweepStore) =>
        (await findingsOf(store, settings, CHAIN)).map(({ window, evidence }) => ({
          window,
          evidence,
        }));
      const expected = await seenBy(alone);

      await fc.assert(
        fc.asyncProperty(fc.scheduler(), async (scheduler) => {
          const store = createMemorySweepStore(LIMITS);
          const notifier = collectingNotifier();
          const racing = CHAIN.map((call) =>
            createDetector({
              store: scheduledStore(store, scheduler),
              notifier,
              clock: () => 0,
              digest: sha256Digest,
              settings,
              severity: RULE_SEVERITY,
              lateEventHours: 24,
              renotifyMinutes: 0,
              notifyFrom: 'low',
            }).detect([call]),
          );

          const outcomes = await scheduler.waitFor(Promise.all(racing));
          outcomes.forEach(incidentsOrThrow);

          const ids = notifier.notifications.map(({ incident }) => incident.id);
          const { sweeps } = await store.readLedger(ALICE_ARN);
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids).toEqual(expect.arrayContaining(sweeps.map(({ incidentId }) => incidentId)));
          expect(await seenBy(store)).toEqual(expected);
        }),
        { numRuns: caseCount(80) },
      );
    },
  );
});
