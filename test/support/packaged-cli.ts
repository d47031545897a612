import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundlePrograms } from '../../tools/package/bundle-programs';
import { CLEAN_FOLDER, type CliRun, cliRun, type Environment } from './run-cli';

/** The command line of the package, for tests that need a separate process. */
export interface PackagedCli {
  /** The program to start, and the parameters before those of the command line. */
  readonly command: readonly [string, string];
  /** @param environment the whole environment of the process. */
  run(parameters: readonly string[], environment: Environment): Promise<CliRun>;
  remove(): void;
}

/** Bundles the command line into a temporary folder: it starts several times as fast as from its sources. */
export async function packageCli(): Promise<PackagedCli> {
  const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-packed-'));
  for (const [name, contents] of (await bundlePrograms()).files) {
    writeFileSync(path.join(folder, name), contents);
  }
  const command = [process.execPath, path.join(folder, 'regionsweep.mjs')] as const;
  return {
    command,
    run(parameters, environment) {
      const [node, program] = command;
      return new Promise((resolve) => {
        execFile(
          node,
          [program, ...parameters],
          { cwd: CLEAN_FOLDER, env: environment as NodeJS.ProcessEnv },
          (error, stdout, stderr) =>
            resolve(cliRun(typeof error?.code === 'number' ? error.code : 0, stdout, stderr)),
        );
      });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
