import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { runOrFail } from '../tools/commands';
import { CACHE } from '../tools/toolchain';

const PROJECT_ROOT = path.join(__dirname, '../../..');

/** The commit of release 0.5.0. */
export const LAST_RELEASE = { version: '0.5.0', commit: '6da7d4e1' } as const;

/** `describe`, if the repository has the commit. Otherwise it skips the tests, and their names show it. */
export const describeWithLastRelease: (name: string, suite: () => void) => void = hasCommit()
  ? describe
  : (name, suite) =>
      describe.skip(`${name} (skipped: no commit ${LAST_RELEASE.commit} in this clone)`, suite);

/** Takes the last release out of the repository. @returns its folder, in which `npx cdk` works. */
export async function unpackLastRelease(): Promise<string> {
  const folder = path.join(CACHE, `release-${LAST_RELEASE.version}`);
  const archive = `${folder}.tar`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const line = ['archive', '--output', archive, LAST_RELEASE.commit];
  await runOrFail('git archive', 'git', line, { folder: PROJECT_ROOT });
  await runOrFail('tar', 'tar', ['--extract', '--file', archive, '--directory', folder]);
  rmSync(archive);
  // Both releases have the same dependencies.
  symlinkSync(path.join(PROJECT_ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  return folder;
}

function hasCommit(): boolean {
  try {
    execFileSync('git', ['cat-file', '-e', `${LAST_RELEASE.commit}^{commit}`], {
      cwd: PROJECT_ROOT,
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}
