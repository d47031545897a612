import { appendFileSync } from 'node:fs';

/**
 * Tests with many cases run some of them in `npm run verify` and all of them in `npm run fuzz`, whose configuration sets
 * these variables.
 */

/** Whether to run all cases, however long they take. */
export const IS_LONG_RUN = process.env['REGIONSWEEP_LONG_RUN'] === 'true';

/** Notes a count. `npm run fuzz` prints it under a heading at the end, whether tests pass or fail. */
export function noteCount(heading: string, subject: string, counts: Counts): void {
  const file = process.env['REGIONSWEEP_COUNTS'];
  if (file !== undefined) {
    appendFileSync(file, `${JSON.stringify({ heading, subject, counts })}\n`);
  }
}

/** Counts by name, such as `cases`. */
export type Counts = Readonly<Record<string, number>>;
