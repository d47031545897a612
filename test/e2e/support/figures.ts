import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { CACHE } from '../tools/toolchain';

/** What `figures-reporter.cjs` reads, which says where it is. */
const FIGURES = process.env['E2E_FIGURES_FILE'] ?? path.join(CACHE, 'figures.ndjson');

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
