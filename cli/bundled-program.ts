import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { BuildOptions } from 'esbuild';

/** A program that the command line starts in a thread or in a browser. */
interface BundledProgram {
  /** Its file in the package, next to the command line. */
  readonly packed: string;
  /** Its entry point in the sources, relative to this folder. */
  readonly source: string;
  /** How to bundle it from the sources. */
  readonly options: BuildOptions;
}

/** The text of a program: from the package, or bundled now if the command line runs from its sources. */
export function bundledProgram(program: BundledProgram): Promise<string> {
  const text = texts.get(program.source) ?? textOf(program);
  texts.set(program.source, text);
  return text;
}

/** Programs by source: bundling takes longer than a short command. */
const texts = new Map<string, Promise<string>>();

async function textOf({ packed, source, options }: BundledProgram): Promise<string> {
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
