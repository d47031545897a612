import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseDay } from '../../src/allowlist/days';
import { DEFAULT_FILE, givenFile, loadAllowlist } from '../../src/allowlist/load-allowlist';
import type { Allowlist } from '../../src/allowlist/read-allowlist';
import { shownKey, shownValue } from '../../src/config/shown-value';
import type { AllowlistFlags } from './as-of-flag';
import { UsageError } from './usage-error';

export interface OpenedAllowlist extends Allowlist {
  /** Its name, printable. */
  readonly file: string;
  /** Milliseconds since the epoch: what has expired by then covers nothing. */
  readonly now: number;
}

/**
 * The allow-list that the flags name, else the one that would be deployed.
 *
 * @param context of `cdk.json`.
 * @throws UsageError when there is none; ConfigError that lists every problem of the one there is.
 */
export function openAllowlist(
  flags: AllowlistFlags,
  context: Readonly<Record<string, unknown>>,
  workingDirectory: string,
): OpenedAllowlist {
  const { file, ...found } = findAllowlist(flags, context, workingDirectory);
  if (file === undefined) {
    throw new UsageError(
      `There is no allow-list: neither is ${DEFAULT_FILE} in this folder, nor does cdk.json name another. Name one, or call the command in another folder.`,
    );
  }
  return { ...found, file };
}

/** The same; none where there is none. */
export function findAllowlist(
  { allowlist, asOf }: AllowlistFlags,
  context: Readonly<Record<string, unknown>>,
  workingDirectory: string,
): Omit<OpenedAllowlist, 'file'> & { readonly file?: string } {
  const now = asOf === undefined ? Date.now() : parseDay(asOf);
  if (now === undefined) {
    throw new UsageError(
      `--as-of is no day: received ${shownValue(asOf)}. Allowed is one such as 2026-12-01.`,
    );
  }
  const file = allowlist ?? givenFile(context);
  const loaded = loadAllowlist({
    file,
    readText: (name) => readFileSync(path.resolve(workingDirectory, name), 'utf8'),
    now,
  });
  return loaded === undefined
    ? { entries: [], warnings: [], now }
    : { ...loaded, file: shownKey(file ?? DEFAULT_FILE), now };
}
