import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding } from '../../src/detection/finding';

export const PROJECT_ROOT = path.join(__dirname, '../..');

const TSX = pathToFileURL(require.resolve('tsx')).href;
const MAIN = path.join(PROJECT_ROOT, 'cli/main.ts');

/** The command line, and what comes before its parameters. */
export function cliCommand(): readonly [string, ...string[]] {
  return [process.execPath, '--import', TSX, MAIN];
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
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', TSX, MAIN, ...parameters],
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
