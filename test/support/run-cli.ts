import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding } from '../../src/detection/finding';
import { PACKED_FOLDER } from './packed/set-up';

export const PROJECT_ROOT = path.join(__dirname, '../..');

const TSX = pathToFileURL(require.resolve('tsx')).href;

/** The command line, and what comes before its parameters: as it is packed, where that was done, else its sources. */
export function cliCommand(): readonly [string, ...string[]] {
  const packed = process.env[PACKED_FOLDER];
  return packed === undefined
    ? [process.execPath, '--import', TSX, path.join(PROJECT_ROOT, 'cli/main.ts')]
    : [process.execPath, path.join(packed, 'regionsweep.mjs')];
}

/** What a command left behind. */
export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The lines of standard output as findings. */
  readonly findings: () => Finding[];
}

/**
 * Runs the command line as a process of its own.
 *
 * @param folder where it is called.
 * @param environment the whole of it; that of this process where there is none.
 */
export function runCli(
  parameters: readonly string[],
  folder = PROJECT_ROOT,
  environment?: Readonly<Record<string, string | undefined>>,
): Promise<CliRun> {
  const [command, ...own] = cliCommand();
  return new Promise((resolve) => {
    execFile(
      command,
      [...own, ...parameters],
      {
        cwd: folder,
        maxBuffer: 64 * 1024 * 1024,
        ...(environment !== undefined && { env: environment as NodeJS.ProcessEnv }),
      },
      (error, stdout, stderr) => {
        const exitCode = typeof error?.code === 'number' ? error.code : 0;
        const findings = () =>
          stdout
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => JSON.parse(line) as Finding);
        resolve({ exitCode, stdout, stderr, findings });
      },
    );
  });
}
