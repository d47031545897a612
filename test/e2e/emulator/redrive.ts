import path from 'node:path';
import { type CommandResult, runCommand } from '../tools/commands';
import type { Emulator } from './emulator';

const PROJECT_ROOT = path.join(__dirname, '../../..');

/** Hands dead letters to the detector again, with the command of docs/operations.md. */
export function redrive(
  { environment }: Emulator,
  queueUrl: string,
  functionName: string,
): Promise<CommandResult> {
  const line = `run --silent regionsweep -- redrive ${queueUrl} --function ${functionName}`;
  return runCommand('npm', line.split(' '), { folder: PROJECT_ROOT, environment });
}
