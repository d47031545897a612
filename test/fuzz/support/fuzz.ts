import path from 'node:path';
import fc from 'fast-check';
import { IS_LONG_RUN, noteCount } from '../../support/long-run';
import { wholeNumber } from '../../support/whole-number';

/** The number of cases of a target. */
export interface Cases {
  /** In `npm run verify`. */
  readonly short: number;
  /** In `npm run fuzz`. */
  readonly long: number;
}

const SHORT_RUN_SEED = 1;

/**
 * Limits and repeats a run. Only `npm run fuzz` reads these variables; a failure shows how to set them.
 *
 * | variable | meaning |
 * |---|---|
 * | `FUZZ_CASES` | cases for each target, instead of its own number |
 * | `FUZZ_SECONDS` | seconds for each target, after which it succeeds with the cases so far |
 * | `FUZZ_SEED`, `FUZZ_PATH` | of a failure, to reproduce it |
 */
function settingsOf({ short, long }: Cases): fc.Parameters<unknown> {
  if (!IS_LONG_RUN) {
    // The same cases each time; the long run looks for new ones.
    return { numRuns: short, seed: SHORT_RUN_SEED };
  }
  const { FUZZ_SECONDS, FUZZ_SEED, FUZZ_PATH } = process.env;
  return {
    numRuns: wholeNumber('FUZZ_CASES', long),
    ...(FUZZ_SECONDS !== undefined && {
      interruptAfterTimeLimit: wholeNumber('FUZZ_SECONDS', 0) * 1000,
    }),
    ...(FUZZ_SEED !== undefined && { seed: wholeNumber('FUZZ_SEED', 0) }),
    ...(FUZZ_PATH !== undefined && { path: FUZZ_PATH }),
  };
}

/** A test that applies a check to many values. It fails with the smallest value on which the check throws. */
export function fuzz<Value>(
  name: string,
  cases: Cases,
  values: fc.Arbitrary<Value>,
  check: (value: Value) => void,
): void {
  it(name, () => {
    conclude(
      name,
      fc.check(fc.property(values, check), settingsOf(cases) as fc.Parameters<[Value]>),
    );
  });
}

/** Like {@link fuzz}, for asynchronous checks. */
export function fuzzAsync<Value>(
  name: string,
  cases: Cases,
  values: fc.Arbitrary<Value>,
  check: (value: Value) => Promise<void>,
): void {
  it(name, async () => {
    const property = fc.asyncProperty(values, check);
    conclude(name, await fc.check(property, settingsOf(cases) as fc.Parameters<[Value]>));
  });
}

function conclude<Value>(name: string, details: fc.RunDetails<[Value]>): void {
  const file = path.relative(process.cwd(), expect.getState().testPath ?? '');
  noteCount('fuzzing', `${path.basename(file, '.verify.ts')}: ${name}`, {
    cases: details.numRuns,
    seed: details.seed,
  });
  if (details.failed) {
    const replay = `FUZZ_SEED=${details.seed} FUZZ_PATH=${details.counterexamplePath} npm run fuzz -- ${file} -t '${name}'`;
    throw new Error(`${fc.defaultReportMessage(details)}\n\nTo reproduce it: ${replay}`, {
      cause: details.errorInstance,
    });
  }
}
