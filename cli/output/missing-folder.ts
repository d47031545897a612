import { statSync } from 'node:fs';
import path from 'node:path';
import { shownValue } from '../../src/config/shown-value';
import { UsageError } from '../flags/usage-error';

/**
 * To be asked before anything is read.
 *
 * @param files what is to be written, by flag.
 * @throws UsageError where a file would be in a folder that is not there.
 */
export function refuseMissingFolder(
  files: Readonly<Record<string, string | undefined>>,
  workingDirectory: string,
): void {
  for (const [flag, file] of Object.entries(files)) {
    if (file === undefined) {
      continue;
    }
    const folder = path.dirname(path.resolve(workingDirectory, file));
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new UsageError(
        `${flag} names a file in a folder that is not there: received ${shownValue(file)}. Make the folder first, or name a file in one that is there.`,
      );
    }
  }
}
