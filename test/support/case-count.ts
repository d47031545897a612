/** `npm run verify` sets this variable and runs the tests of `npm test` again, on all of their cases. */
export const RUNS_ALL_CASES = process.env['REGIONSWEEP_ALL_CASES'] === 'true';

/** The number of cases of a test: all of them in `npm run verify`, a quarter in `npm test`. */
export function caseCount(all: number): number {
  return RUNS_ALL_CASES ? all : Math.ceil(all / 4);
}
