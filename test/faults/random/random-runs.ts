import { planOf, randomRun } from './random-run';

export interface RandomRunsPlan {
  readonly first: number;
  readonly count: number;
}

/**
 * Seeds of random histories, with one to four groupings. `REGIONSWEEP_SEEDS=2000` sets their number in `npm run verify`, and
 * `REGIONSWEEP_FIRST_SEED` begins at one that failed.
 */
export function describeRandomRuns({ first, count }: RandomRunsPlan): void {
  describe(`incidents in ${count} random histories`, () => {
    it('keep every promise, with one to four groupings, races and faults', async () => {
      const failed: Record<string, readonly string[]> = {};
      let sweeps = 0;
      let incidents = 0;
      for (let seed = first; seed < first + count; seed += 1) {
        const run = await randomRun(planOf(seed)).catch((error: Error) => ({
          problems: [error.stack ?? error.message],
          sweeps: 0,
          incidents: 0,
        }));
        sweeps += run.sweeps;
        incidents += run.incidents;
        if (run.problems.length > 0) {
          failed[`seed ${seed}`] = run.problems;
        }
      }

      expect(failed).toEqual({});
      // Enough happened to prove something.
      expect(sweeps).toBeGreaterThan(count);
      expect(incidents).toBeGreaterThan(count);
    });
  });
}
