import { spawnSync } from 'node:child_process';

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

/** The least of several runs, because everything else on the machine only adds; and the most memory. */
export function bestOf(runs: readonly Usage[]): Usage {
  return {
    seconds: Math.min(...runs.map(({ seconds }) => seconds)),
    processorSeconds: Math.min(...runs.map(({ processorSeconds }) => processorSeconds)),
    peakMb: Math.max(...runs.map(({ peakMb }) => peakMb)),
  };
}
