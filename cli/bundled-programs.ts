import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { BuildOptions } from 'esbuild';

/** The programs that the command line starts in a thread or in a browser: `packed` in the package, else `source`. */
export const BUNDLED_PROGRAMS = {
  /** For threads, which start from the text of a CommonJS program. In a bundle, no thread compiles its imports again. */
  reader: {
    packed: 'reader-worker.js',
    source: 'history/reader-worker.ts',
    options: { platform: 'node', target: 'node20.19', format: 'cjs' },
  },
  /** For browsers of the last two years. The text goes into an HTML file, so it is minified, and ASCII. */
  page: {
    packed: 'report-page.js',
    source: '../src/report/page/main.ts',
    options: {
      platform: 'browser',
      target: 'es2022',
      format: 'iife',
      minify: true,
      charset: 'ascii',
    },
  },
} as const satisfies Readonly<
  Record<string, { packed: string; source: string; options: BuildOptions }>
>;

type ProgramName = keyof typeof BUNDLED_PROGRAMS;

/** Bundling takes longer than a short command, so a process bundles each program once. */
const texts = new Map<ProgramName, Promise<string>>();

/** The text of a program: from the package, or bundled now if the command line runs from its sources. */
export function bundledProgram(name: ProgramName): Promise<string> {
  const text = texts.get(name) ?? textOf(name);
  texts.set(name, text);
  return text;
}

async function textOf(name: ProgramName): Promise<string> {
  const { packed, source, options } = BUNDLED_PROGRAMS[name];
  const file = path.join(__dirname, packed);
  if (existsSync(file)) {
    return readFileSync(file, 'utf8');
  }
  // Loaded on demand: the package has no bundler.
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    ...options,
    entryPoints: [path.join(__dirname, source)],
    bundle: true,
    write: false,
    logLevel: 'silent',
  });
  return outputFiles?.[0]?.text ?? '';
}
