import type { BuildOptions } from 'esbuild';
import { bundledProgram } from '../bundled-program';

/** Browsers of the last two years. The text stands in an HTML file, so it is as short as it can be made, and ASCII. */
export const PAGE_OPTIONS = {
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  minify: true,
  charset: 'ascii',
} as const satisfies BuildOptions;

/** The program of a report. Packed, it is `report-page.js` beside the command line. */
export function pageScript(): Promise<string> {
  return bundledProgram({
    packed: 'report-page.js',
    source: '../src/report/page/main.ts',
    options: PAGE_OPTIONS,
  });
}
