import path from 'node:path';
import { EXIT_DONE, EXIT_UNKNOWN } from '../../../cli/exit-codes';
import type { PlaceDay } from '../../../src/collection/delivery/coverage';
import { type CommandResult, runCommand } from '../tools/commands';
import type { Emulator } from './emulator';

const PROJECT_ROOT = path.join(__dirname, '../../..');

/** Runs `regionsweep` as a user does. @param line its arguments, separated by spaces. */
export function regionsweep({ environment }: Emulator, line: string): Promise<CommandResult> {
  return runCommand('npm', ['run', '--silent', 'regionsweep', '--', ...line.split(' ')], {
    folder: PROJECT_ROOT,
    environment,
  });
}

/** The rows of `regionsweep coverage`; none if the trail brought no file. @throws Error if it fails. */
export async function coverage(emulator: Emulator, days: number): Promise<PlaceDay[]> {
  const { exitCode, stdout, stderr } = await regionsweep(
    emulator,
    `coverage --days ${days} --format json`,
  );
  if (exitCode !== EXIT_DONE && exitCode !== EXIT_UNKNOWN) {
    throw new Error(`regionsweep coverage ended with ${exitCode}: ${stderr}`);
  }
  return JSON.parse(stdout) as PlaceDay[];
}
