import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseDeployedAllowlist } from '../../src/allowlist/deployed-allowlist';
import type { AllowlistEntry } from '../../src/allowlist/schema';

/**
 * The entries in a file beside the code; none where there is no file.
 *
 * @throws ConfigError when it is not what the stack wrote.
 */
export function readDeployedEntries(file: string | undefined): readonly AllowlistEntry[] {
  return file === undefined
    ? []
    : parseDeployedAllowlist(readFileSync(resolve(__dirname, file), 'utf8'));
}
