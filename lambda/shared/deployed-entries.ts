import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseDeployedAllowlist } from '../../src/allowlist/deployed-allowlist';
import type { AllowlistEntry } from '../../src/allowlist/fields';

/**
 * The allow-list entries in a file next to the code, or an empty list without a file.
 *
 * @throws ConfigError if the stack did not write the file.
 */
export function readDeployedEntries(file: string | undefined): readonly AllowlistEntry[] {
  return file === undefined
    ? []
    : parseDeployedAllowlist(readFileSync(resolve(__dirname, file), 'utf8'));
}
