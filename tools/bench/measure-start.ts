import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundlePrograms } from '../package/bundle-programs';
import { type Measurement, rounded, withBudget } from './measurement';

/** Starts of each that count, in turns; those before them only bring the files into memory. */
const RUNS = 20;
const WARM_UP = 3;

/** `regionsweep --help` as it is packed, beside Node with nothing to do: whole processes. */
export async function measureStart(): Promise<Measurement[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-start-'));
  try {
    for (const [name, contents] of (await bundlePrograms()).files) {
      writeFileSync(path.join(folder, name), contents);
    }
    const pairs = Array.from({ length: WARM_UP + RUNS }, () => ({
      help: milliseconds([path.join(folder, 'regionsweep.mjs'), '--help']),
      empty: milliseconds(['-e', '0']),
    })).slice(WARM_UP);
    const on = `whole process, Node ${process.version}, best of ${RUNS} in turn`;
    // The least, because everything else on the machine only adds.
    const help = Math.min(...pairs.map((pair) => pair.help));
    const empty = Math.min(...pairs.map((pair) => pair.empty));
    return [
      withBudget({ name: 'help-time', value: rounded(help), unit: 'ms', on }, { atMost: 150 }),
      { name: 'empty-node-time', value: rounded(empty), unit: 'ms', on },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function milliseconds(parameters: readonly string[]): number {
  const startedAt = performance.now();
  execFileSync(process.execPath, parameters, { stdio: 'ignore' });
  return performance.now() - startedAt;
}
