import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import { createJudge } from '../../src/engine/judge';
import { bucketSpan, callsOf, exactSweep, readSweep } from '../../src/engine/sweep-calls';
import { DEFAULT_SETTINGS, settingsOf } from '../support/calls';
import { LIMITS } from '../support/detection';
import { sweepOf } from '../support/sweeps';
import { callsAt } from '../support/tracked-calls';

/** A store with one call in each of these buckets. */
async function storeWith(buckets: readonly number[]) {
  const store = createMemorySweepStore(LIMITS);
  for (const index of buckets) {
    await store.addCalls(sweepOf('id', 0, 30), index, callsAt(`${index * 30}a`, index + 1));
  }
  return store;
}

describe('bucketSpan', () => {
  it.each([
    ['half a window around a sweep', 45, 75, 1, 2],
    ['the bucket before and after', 30, 60, 0, 2],
    ['no bucket before the epoch', 0, 30, 0, 1],
  ])('covers %s', (_case, start, end, first, last) => {
    expect(bucketSpan(sweepOf('id', start, end))).toEqual({ first, last });
  });
});

describe('readSweep', () => {
  it('reads every bucket of a short sweep', async () => {
    const store = await storeWith([0, 1, 2, 3]);

    const { buckets, isComplete } = await readSweep(store, sweepOf('id', 0, 100), 3);

    expect(buckets.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect(isComplete).toBe(true);
  });

  it('reads only both ends of a long sweep', async () => {
    const store = await storeWith([0, 1, 2, 3, 4, 5, 6]);

    const { buckets, isComplete } = await readSweep(store, sweepOf('id', 0, 190), 2);

    expect(buckets.map(({ index }) => index)).toEqual([0, 1, 5, 6]);
    expect(isComplete).toBe(false);
  });

  it('makes the counts of a long sweep lower bounds', async () => {
    const judge = createJudge({
      store: await storeWith([0, 1, 200]),
      settings: settingsOf(),
      severity: DEFAULT_SEVERITY,
      notifyFrom: 'low',
      digest: sha256Digest,
    });

    const [short, long] = await Promise.all([
      judge.byStore(sweepOf('short', 0, 60), []),
      judge.byStore(sweepOf('long', 0, 6030), []),
    ]);

    expect(short.finding.evidence.atLeast).toBe(false);
    expect(long.finding.evidence.atLeast).toBe(true);
  });
});

describe('exactSweep', () => {
  const thresholds = { ...DEFAULT_SETTINGS, minRegions: 2, minCalls: 2 };

  it('adds what the ledger does not list of the ends', () => {
    const sweep = exactSweep(sweepOf('id', 20, 60), callsAt('15a 20b 35a 40b'), thresholds);

    expect([sweep.start, sweep.end]).toEqual([15, 65]);
  });

  it('keeps the ends where the calls at hand show less, or another sweep', () => {
    const sweep = exactSweep(sweepOf('id', 20, 60), callsAt('25a 500b 501c'), thresholds);

    expect([sweep.start, sweep.end]).toEqual([20, 60]);
  });
});

describe('callsOf', () => {
  it('lists the calls of all buckets', async () => {
    const { buckets } = await readSweep(await storeWith([0, 1]), sweepOf('id', 0, 60));

    expect(callsOf(buckets).map(({ second }) => second)).toEqual([0, 30]);
  });
});
