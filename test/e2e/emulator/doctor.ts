import path from 'node:path';
import type { Check } from '../../../src/doctor/check';
import { runCommand } from '../tools/commands';
import type { Emulator } from './emulator';

const PROJECT_ROOT = path.join(__dirname, '../../..');

/** What `regionsweep doctor --format json` wrote. */
export interface DoctorRun {
  readonly exitCode: number | undefined;
  readonly stderr: string;
  /** By id. */
  readonly checks: Readonly<Record<string, Check>>;
}

/** Runs the command of docs/deployment.md. */
export async function doctor({ environment }: Emulator, ...flags: string[]): Promise<DoctorRun> {
  const line = ['run', '--silent', 'regionsweep', '--', 'doctor', '--format', 'json', ...flags];
  const { exitCode, stdout, stderr } = await runCommand('npm', line, {
    folder: PROJECT_ROOT,
    environment,
  });
  const checks: readonly Check[] = stdout === '' ? [] : JSON.parse(stdout).checks;
  return { exitCode, stderr, checks: Object.fromEntries(checks.map((check) => [check.id, check])) };
}
