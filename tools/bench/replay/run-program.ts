import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What a program took, from its start to its end. */
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
  const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-usage-'));
  const file = path.join(folder, 'usage.json');
  try {
    const startedAt = performance.now();
    execFileSync(process.execPath, ['--require', reporter, ...parameters], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, USAGE_FILE: file },
      maxBuffer: 1024 ** 3,
    });
    const seconds = (performance.now() - startedAt) / 1000;
    return { seconds, ...(JSON.parse(readFileSync(file, 'utf8')) as Omit<Usage, 'seconds'>) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The least of several runs, because everything else on the machine only adds; and the most memory. */
export function bestOf(runs: readonly Usage[]): Usage {
  return {
    seconds: Math.min(...runs.map(({ seconds }) => seconds)),
    processorSeconds: Math.min(...runs.map(({ processorSeconds }) => processorSeconds)),
    peakMb: Math.max(...runs.map(({ peakMb }) => peakMb)),
  };
}
