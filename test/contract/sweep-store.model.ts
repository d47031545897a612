import fc from 'fast-check';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import type { BucketLimits } from '../../src/detection/bucket';
import type { SweepStore } from '../../src/ports/sweep-store';
import { commandLists } from './model/command-lists';
import type { Model, Real } from './model/commands';
import { partitionsOf } from './model/values';

export interface ModelRun {
  /** The number of command lists. */
  readonly runs: number;
  /** Opens a store, as another process would, on a table that all of them share. */
  readonly openStore: (limits: BucketLimits) => SweepStore;
  /** Receives the number of occurrences by name, at the end. */
  readonly onDone?: (tally: ReadonlyMap<string, number>) => void;
}

/** What must occur, or the comparison proves too little. */
const MUST_COME_UP = [
  'addCalls',
  'readBuckets',
  'readLedger',
  'writeLedger',
  'additions with repeats',
  'additions to saturated buckets',
  'additions to buckets with all regions they may have',
  'additions that keep a call without all of its caller',
  'reads of several buckets',
  'refused ledger writes',
  'ledger writes under an older version',
  'reads of several sweeps',
  'reads of several incidents',
];

const limits: fc.Arbitrary<BucketLimits> = fc.record({
  maxTrackedCalls: fc.constantFrom(1, 2, 5, 9, 20, 70, 200, 200),
});

/**
 * Any list of commands must get the same answers from a store as from the memory store, which is simple enough to be
 * regarded as correct.
 */
export function describeSweepStoreModel(name: string, { runs, openStore, onDone }: ModelRun): void {
  describe(`${name} and the memory store`, () => {
    it('answer every list of commands alike, given by two processes', async () => {
      const tally = new Map<string, number>();
      let run = 0;
      await fc.assert(
        fc.asyncProperty(limits, commandLists(), async (limitsOfRun, commands) => {
          run += 1;
          const real: Real = {
            stores: [openStore(limitsOfRun), openStore(limitsOfRun)],
            partitions: partitionsOf(`${run}-`),
            tally,
          };
          const model: Model = { store: createMemorySweepStore(limitsOfRun) };
          await fc.asyncModelRun(() => ({ model, real }), commands);
        }),
        { numRuns: runs },
      );
      onDone?.(tally);

      expect(MUST_COME_UP.filter((what) => !tally.has(what))).toEqual([]);
    });
  });
}
