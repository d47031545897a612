import { appendFileSync } from 'node:fs';

/**
 * Tests that look at many cases look at few of them in `npm test` and at all of them in `npm run fuzz`,
 * whose configuration sets these variables.
 */

/** Whether all cases are wanted, however long they take. */
export const IS_LONG_RUN = process.env['REGIONSWEEP_LONG_RUN'] === 'true';

/** Notes a count that `npm run fuzz` prints under a heading at its end, whether tests pass or fail. */
export function noteCount(heading: string, subject: string, counts: Counts): void {
  const file = process.env['REGIONSWEEP_COUNTS'];
  if (file !== undefined) {
    appendFileSync(file, `${JSON.stringify({ heading, subject, counts })}\n`);
  }
}

/** By what was counted, such as `cases`. Those of a heading are added up where their names are equal. */
export type Counts = Readonly<Record<string, number>>;
