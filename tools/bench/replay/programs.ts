import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { bundlePrograms } from '../../package/bundle-programs';

/** Inside the project, where Node.js finds DuckDB. */
export const BENCH_FOLDER = path.join(__dirname, '../../../.bench');

/** Programs to compare replay with, by their sources in this folder. */
const OTHERS = ['elastic-query', 'decompress', 'parse', 'report-usage'] as const;

/** The measured programs, compiled in advance, as they are installed. */
export interface Programs {
  readonly regionsweep: string;
  /** Paths by name. */
  readonly others: Readonly<Record<(typeof OTHERS)[number], string>>;
  remove(): void;
}

/** Compiles the command line as `npm pack` does, and the other programs, into a new folder. */
export async function compilePrograms(): Promise<Programs> {
  mkdirSync(BENCH_FOLDER, { recursive: true });
  const folder = mkdtempSync(path.join(BENCH_FOLDER, 'programs-'));
  for (const [name, contents] of (await bundlePrograms()).files) {
    writeFileSync(path.join(folder, name), contents);
  }
  await build({
    entryPoints: OTHERS.map((name) => path.join(__dirname, `${name}.ts`)),
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['@duckdb/*'],
  });
  const pathOf = (name: string): string => path.join(folder, name);
  return {
    regionsweep: pathOf('regionsweep.mjs'),
    others: Object.fromEntries(
      OTHERS.map((name) => [name, pathOf(`${name}.cjs`)]),
    ) as Programs['others'],
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** What a program used, from its start to its end. */
export interface Usage {
  readonly seconds: number;
  /** Of all threads. */
  readonly processorSeconds: number;
  /** Most memory at any time (resident), in MB of 1024² bytes. */
  readonly peakMb: number;
}

/**
 * Runs a program of Node.js.
 *
 * @param reporter the compiled `report-usage.ts`.
 * @throws Error when it fails.
 */
export function runProgram(parameters: readonly string[], reporter: string): Usage {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--require', reporter, ...parameters], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  const seconds = (performance.now() - startedAt) / 1000;
  if (status !== 0) {
    throw new Error(`${parameters.join(' ')} failed: ${stderr}`);
  }
  return { seconds, ...JSON.parse(stderr.trim().split('\n').at(-1) ?? '') };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
