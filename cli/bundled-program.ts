import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { BuildOptions } from 'esbuild';

/** A program that the command line hands to others: to threads, to a browser. */
interface BundledProgram {
  /** File beside the command line where that is packed. */
  readonly packed: string;
  /** Where it begins in the sources, seen from this folder. */
  readonly source: string;
  /** How it is bundled from there. */
  readonly options: BuildOptions;
}

/** The text of a program: as it was packed; where the command line runs from its sources, bundled now. */
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
  // Loaded on demand: what is packed has no bundler.
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
