import type { BuildOptions } from 'esbuild';
import { bundledProgram } from '../bundled-program';

/** For browsers of the last two years. The text goes into an HTML file, so it is minified, and ASCII. */
export const PAGE_OPTIONS = {
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  minify: true,
  charset: 'ascii',
} as const satisfies BuildOptions;

/** The program of a report. In the package it is `report-page.js`, next to the command line. */
export function pageScript(): Promise<string> {
  return bundledProgram({
    packed: 'report-page.js',
    source: '../src/report/page/main.ts',
    options: PAGE_OPTIONS,
  });
}
