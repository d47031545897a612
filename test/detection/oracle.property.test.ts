import fc from 'fast-check';
import type { Call, Thresholds } from '../../src/detection/model';
import type { Notification } from '../../src/detection/notification';
import { formatSecond } from '../../src/detection/time';
import { ALICE_ARN, CALLER, callOf, settingsOf, uuid } from '../support/calls';
import { caseCount } from '../support/case-count';
import { testBench } from '../support/detection';
import { validateFinding } from '../support/finding-schema';
import { oracleSweeps } from '../support/oracle';

const WINDOW_SECONDS = 30;

/** Calls dense enough that windows reach thresholds, sparse enough that they often just fail to. */
const callArbitrary = (index: number, span: number): fc.Arbitrary<Call> =>
  fc
    .record({
      second: fc.integer({ min: 0, max: span }),
      region: fc.integer({ min: 0, max: 14 }),
      user: fc.constantFrom('alice', 'alice', 'alice', 'bob'),
      ruleId: fc.constantFrom(
        'describe-instances' as const,
        'describe-instances' as const,
        'get-service-quota' as const,
      ),
    })
    .map(({ second, region, user, ruleId }) => {
      const arn = ALICE_ARN.replace('alice', user);
      return callOf({
        eventId: uuid(index),
        ruleId,
        second: 1_700_000_000 + second,
        region: `region-${region}`,
        principal: { kind: 'arn', key: `arn:${arn}` },
        caller: { ...CALLER, arn },
      });
    });

const trailArbitrary = fc
  .record({ length: fc.integer({ min: 0, max: 90 }), span: fc.integer({ min: 20, max: 240 }) })
  .chain(({ length, span }) =>
    fc.tuple(...Array.from({ length }, (_, index) => callArbitrary(index + 1, span))),
  );

/** The trail in any order, some calls repeated, cut into batches anywhere. */
const deliveryArbitrary = trailArbitrary.chain((trail) =>
  fc.record({
    trail: fc.constant(trail),
    batches: fc
      .tuple(
        fc.shuffledSubarray(trail, { minLength: trail.length }),
        fc.subarray(trail),
        fc.array(fc.nat({ max: trail.length * 2 })),
      )
      .map(([shuffled, repeated, cuts]) => cut([...shuffled, ...repeated], cuts)),
  }),
);

function cut(calls: readonly Call[], cuts: readonly number[]): Call[][] {
  const borders = [0, ...[...cuts].sort((a, b) => a - b), calls.length];
  return borders.slice(1).map((end, index) => calls.slice(borders[index], end));
}

const thresholdsArbitrary: fc.Arbitrary<Thresholds> = fc.record({
  windowSeconds: fc.constant(WINDOW_SECONDS),
  windowing: fc.constantFrom('sliding' as const, 'tumbling' as const),
  minRegions: fc.integer({ min: 2, max: 12 }),
  minCalls: fc.integer({ min: 2, max: 14 }),
});

function expected(trail: readonly Call[], thresholds: Thresholds) {
  const groups = new Map<string, Call[]>();
  for (const call of trail) {
    const key = `${call.ruleId} ${call.principal.key}`;
    groups.set(key, [...(groups.get(key) ?? []), call]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, calls]) =>
      oracleSweeps(calls, thresholds).map((sweep) => ({
        key,
        start: formatSecond(sweep.start),
        end: formatSecond(sweep.end),
        regions: sweep.regions,
        eventIds: sweep.eventIds,
      })),
    );
}

/** IDs of the incidents whose opening was published. */
function openedIn(notifications: readonly Notification[]): string[] {
  return notifications.filter(({ kind }) => kind === 'opened').map(({ incident }) => incident.id);
}

describe('the engine against the oracle', () => {
  it('finds what the definitions say, whatever the order, the splitting and the redelivery', async () => {
    await fc.assert(
      fc.asyncProperty(deliveryArbitrary, thresholdsArbitrary, async (delivery, thresholds) => {
        const bench = testBench(settingsOf(thresholds));

        for (const batch of delivery.batches) {
          await bench.detect(batch);
        }

        const findings = await bench.findings(delivery.trail);
        const found = findings.map((finding) => ({
          key: `${finding.rule.id} ${finding.principal.key}`,
          start: finding.window.start,
          end: finding.window.end,
          regions: finding.evidence.regions,
          // The list is cut at fifty; where it is, the count has to do.
          eventIds: finding.evidence.eventIds,
          callCount: finding.evidence.callCount,
        }));
        const oracle = expected(delivery.trail, thresholds).map((sweep) => ({
          ...sweep,
          eventIds: sweep.eventIds.length > 50 ? expect.any(Array) : sweep.eventIds,
          callCount: sweep.eventIds.length,
        }));
        expect(found).toEqual(oracle);
        expect(findings.flatMap(validateFinding)).toEqual([]);
      }),
      { numRuns: caseCount(400) },
    );
  });

  it('opens the incident of every finding, and each one once', async () => {
    await fc.assert(
      fc.asyncProperty(deliveryArbitrary, thresholdsArbitrary, async (delivery, thresholds) => {
        const bench = testBench(settingsOf(thresholds));

        for (const batch of delivery.batches) {
          await bench.detect(batch);
        }

        const openedIds = openedIn(bench.notifier.notifications);
        const findings = await bench.findings(delivery.trail);
        const findingIds = findings.map(({ id }) => id);
        expect(new Set(openedIds).size).toBe(openedIds.length);
        expect(new Set(findingIds).size).toBe(findingIds.length);
        // A late call may join two incidents that were both published; the older one's id stays.
        const incidentIds = findings.map(({ incidentId }) => incidentId);
        expect(openedIds).toEqual(expect.arrayContaining(incidentIds));
      }),
      { numRuns: caseCount(200) },
    );
  });

  it('opens no other incidents when the calls of one rule come in the order of their times', async () => {
    await fc.assert(
      fc.asyncProperty(trailArbitrary, thresholdsArbitrary, async (trail, thresholds) => {
        const bench = testBench(settingsOf(thresholds));
        // With two rules, a sweep may grow until it overlaps one of the other rule, and joins two incidents.
        const ofOneRule = trail.filter(({ ruleId }) => ruleId === 'describe-instances');
        const inOrder = ofOneRule.sort((a, b) => a.second - b.second);

        for (const call of inOrder) {
          await bench.detect([call]);
        }

        const opened = new Set(openedIn(bench.notifier.notifications));
        const found = new Set((await bench.findings(trail)).map(({ incidentId }) => incidentId));
        expect(opened).toEqual(found);
      }),
      { numRuns: caseCount(200) },
    );
  });

  it('finds with sliding windows whatever it finds with tumbling ones', async () => {
    await fc.assert(
      fc.asyncProperty(trailArbitrary, thresholdsArbitrary, async (trail, thresholds) => {
        const tumbling = testBench(settingsOf({ ...thresholds, windowing: 'tumbling' }));
        const sliding = testBench(settingsOf({ ...thresholds, windowing: 'sliding' }));

        await tumbling.detect(trail);
        await sliding.detect(trail);

        const wide = await sliding.findings(trail);
        for (const narrow of await tumbling.findings(trail)) {
          const around = wide.find(
            (finding) =>
              finding.rule.id === narrow.rule.id &&
              finding.principal.key === narrow.principal.key &&
              finding.window.start <= narrow.evidence.firstCall &&
              narrow.evidence.lastCall < finding.window.end,
          );
          expect(around).toBeDefined();
        }
      }),
      { numRuns: caseCount(200) },
    );
  });
});
