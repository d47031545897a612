import fc from 'fast-check';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { Finding } from '../../src/detection/finding';
import { type Call, WINDOWINGS } from '../../src/detection/model';
import { RULE_IDS } from '../../src/detection/rules/rule-catalog';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import type { TouchedSweep } from '../../src/engine/detection-outcome';
import { createDetector, type Detector } from '../../src/engine/detector';
import { createJudge, type Judge } from '../../src/engine/judge';
import { detectInOrder } from '../../src/replay/detect-in-order';
import { CallHistory } from '../../src/replay/history/call-history';
import { callOf, settingsOf, uuid } from '../support/calls';
import { caseCount } from '../support/case-count';
import { shuffled } from '../support/delivery';
import { LIMITS } from '../support/detection';

const HOUR = 3600;

/** Bursts of calls of few principals, hours apart, so that some are sweeps and most are not. */
const anyCalls = fc
  .array(
    fc.record({
      hour: fc.constantFrom(1, 2, 5, 9, 10),
      second: fc.nat(70),
      region: fc.nat(4),
      user: fc.constantFrom(0, 0, 0, 1, 2),
      ruleId: fc.constantFrom('describe-instances', ...RULE_IDS),
    }),
    { maxLength: 90, size: 'max' },
  )
  .map((rows) =>
    rows.map(({ hour, second, region, user, ruleId }, index) =>
      callOf({
        eventId: uuid(index),
        ruleId,
        second: hour * HOUR + second,
        region: `region-${region}`,
        principal: { kind: 'arn', key: `arn:user-${user}` },
      }),
    ),
  );

/** The findings of all calls, each handled by the engine. */
async function findingsOfAll(
  calls: readonly Call[],
  detector: Detector,
  judge: Judge,
  setSecond: (second: number) => void,
): Promise<Finding[]> {
  const seen = new Map<string, TouchedSweep>();
  for (const call of calls) {
    setSecond(call.second);
    const { sweeps } = await detector.detect([call]);
    for (const touched of sweeps) {
      touched.absorbedIds.forEach((id) => void seen.delete(id));
      seen.set(touched.sweep.id, touched);
    }
  }
  return Promise.all(
    [...seen.values()].map(async ({ sweep }) => (await judge.byStore(sweep, [])).finding),
  );
}

describe('a replay, which handles the calls that are near a sweep', () => {
  it.each(WINDOWINGS)('finds what the engine finds in all calls (%s)', async (windowing) => {
    const settings = settingsOf({ windowing, minRegions: 3, minCalls: 3 });
    let sweeps = 0;
    await fc.assert(
      fc.asyncProperty(anyCalls, fc.nat(), async (calls, seed) => {
        const byTime = [...calls].sort(
          (a, b) => a.second - b.second || (a.eventId < b.eventId ? -1 : 1),
        );
        const parts = {
          settings,
          severity: DEFAULT_SEVERITY,
          lateEventHours: 24,
          renotifyMinutes: 0,
          digest: sha256Digest,
        };
        let now = 0;
        const store = createMemorySweepStore(LIMITS);
        const detector = createDetector({
          ...parts,
          store,
          clock: () => now,
          notifier: { publish: async () => {} },
          notifyFrom: 'low',
        });
        const judge = createJudge({ ...parts, store, notifyFrom: 'low' });
        const expected = await findingsOfAll(byTime, detector, judge, (second) => {
          now = second * 1000;
        });

        const { findings } = await detectInOrder(shuffled(calls, seed), {
          ...parts,
          store: createMemorySweepStore(LIMITS),
        });
        const { findings: fromHistory } = await detectInOrder(CallHistory.of(calls, sha256Digest), {
          ...parts,
          store: createMemorySweepStore(LIMITS),
        });

        sweeps += expected.length;
        expect(outlinesOf(findings)).toEqual(outlinesOf(expected));
        expect(fromHistory).toEqual(findings);
      }),
      { numRuns: caseCount(100) },
    );
    expect(sweeps).toBeGreaterThan(caseCount(20));
  });
});

/** Findings by ID, without their incidents: those of a history do not depend on when calls arrive. */
function outlinesOf(findings: readonly Finding[]) {
  return findings
    .map(({ incidentId: _incidentId, ...finding }) => finding)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
