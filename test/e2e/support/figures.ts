import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { CACHE } from '../tools/toolchain';

/** `figures-reporter.cjs` reads it. Tests run in the process of the reporter, one after the other. */
const FIGURES = path.join(CACHE, `figures-${process.pid}.ndjson`);

/**
 * Notes a figure that is printed under a heading at the end of the run, above the closing line,
 * whether tests pass or fail: what was compared, how often, with what result.
 */
export function noteFigure(heading: string, figure: string): void {
  appendFileSync(FIGURES, `${JSON.stringify({ heading, figure })}\n`);
}

/** A count as people read it: `11,526`. */
export function countText(count: number): string {
  return count.toLocaleString('en-US');
}
