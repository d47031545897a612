import type { Partition } from '../../src/detection/model';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import { bucketSpan, findingFrom, readFindings } from '../../src/engine/sweep-reader';
import { callOf, DEFAULT_SETTINGS, uuid } from '../support/calls';
import { LIMITS } from '../support/detection';
import { sweepOf } from '../support/sweeps';
import { callsAt } from '../support/tracked-calls';

const { principal } = callOf({ eventId: uuid(1) });
const PARTITION: Partition = { ruleId: 'describe-instances', principal, windowSeconds: 30 };

describe('bucketSpan', () => {
  it.each([
    ['one bucket exactly', 30, 60, 1, 1],
    ['the last second of one and all but that of the next', 59, 89, 1, 2],
    ['the first second of the next', 31, 61, 1, 2],
    ['many buckets', 29, 121, 0, 4],
  ])('covers %s', (_case, start, end, first, last) => {
    expect(bucketSpan({ start, end }, 30)).toEqual({ first, last });
  });

  it('goes by the window length', () => {
    expect(bucketSpan({ start: 60, end: 120 }, 60)).toEqual({ first: 1, last: 1 });
  });
});

describe('findingFrom', () => {
  const bucket = (index: number, places: string, isSaturated = false) => {
    const calls = callsAt(places, index * 10);
    return { index, calls, deliveries: calls.length, isSaturated, isFull: false };
  };
  const finding = (...buckets: ReturnType<typeof bucket>[]) =>
    findingFrom(PARTITION, DEFAULT_SETTINGS, sweepOf('id', 40, 70), buckets, DEFAULT_SEVERITY);

  it('takes its evidence from every bucket that the sweep reaches into', () => {
    const {
      id,
      rule,
      principal: described,
      evidence,
    } = finding(bucket(1, '40a 59b'), bucket(2, '60c 70d'));

    expect([id, rule.id, described.key]).toEqual(['id', 'describe-instances', principal.key]);
    expect(evidence.regions).toEqual(['a', 'b', 'c']);
    expect(evidence.atLeast).toBe(false);
  });

  it.each([
    ['before', [bucket(0, '0x', true), bucket(1, '40a')], false],
    ['after', [bucket(1, '40a'), bucket(3, '99x', true)], false],
    ['in the beginning of', [bucket(1, '40a', true), bucket(2, '60c')], true],
    ['at the end of', [bucket(1, '40a'), bucket(2, '60c', true)], true],
  ])(
    'says whether counts are lower bounds with a full bucket %s the sweep',
    (_case, buckets, expected) => {
      expect(finding(...buckets).evidence.atLeast).toBe(expected);
    },
  );
});

describe('findingFrom with a context', () => {
  it('judges the severity by what is known beyond the calls', () => {
    const context = {
      baseline: { state: 'young', days: 3 },
      related: { state: 'unasked' },
    } as const;
    const calls = callsAt('40a 59b', 0);
    const bucket = { index: 1, calls, deliveries: 2, isSaturated: false, isFull: false };
    const finding = (...more: [typeof context] | []) =>
      findingFrom(
        PARTITION,
        DEFAULT_SETTINGS,
        sweepOf('id', 40, 60),
        [bucket],
        DEFAULT_SEVERITY,
        ...more,
      );

    expect(finding(context).reasons.map(({ id }) => id)).toContain('baseline');
    expect(finding().reasons.map(({ id }) => id)).not.toContain('baseline');
  });
});

describe('readFindings', () => {
  it('finds nothing where there are no sweeps', async () => {
    const store = createMemorySweepStore(LIMITS);
    await store.addCalls(PARTITION, 0, callsAt('0a'));

    expect(await readFindings(store, PARTITION, DEFAULT_SETTINGS, DEFAULT_SEVERITY)).toEqual([]);
  });

  it('builds the finding of each sweep from the calls stored by now', async () => {
    const store = createMemorySweepStore(LIMITS);
    for (const [index, places] of [
      [0, '0a'],
      [1, '45c'],
      [3, '99b'],
      [5, '160d'],
    ] as const) {
      await store.addCalls(PARTITION, index, callsAt(places, index * 10));
    }
    await store.writeLedger(PARTITION, [sweepOf('long', 0, 130), sweepOf('short', 150, 180)], 0);

    const findings = await readFindings(store, PARTITION, DEFAULT_SETTINGS, DEFAULT_SEVERITY);

    expect(findings.map(({ id, evidence }) => [id, evidence.regions])).toEqual([
      ['long', ['a', 'b', 'c']],
      ['short', ['d']],
    ]);
  });
});
