import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseDay } from '../../src/allowlist/days';
import { DEFAULT_FILE, givenFile, loadAllowlist } from '../../src/allowlist/load-allowlist';
import type { Allowlist } from '../../src/allowlist/read-allowlist';
import { jsonText } from '../../src/config/json-text';
import { shownKey, shownValue } from '../../src/config/shown-value';
import type { AllowlistFlags } from './as-of-flag';
import { UsageError } from './usage-error';

export interface OpenedAllowlist extends Allowlist {
  /** Its name, printable. */
  readonly file: string;
  /** Milliseconds since the epoch. Entries that have expired by then cover nothing. */
  readonly now: number;
}

/**
 * The allow-list that the flags name, else the one that would be deployed.
 *
 * @param context of `cdk.json`.
 * @throws UsageError when there is no allow-list; ConfigError that lists every problem of it.
 */
export function openAllowlist(
  flags: AllowlistFlags,
  context: Readonly<Record<string, unknown>>,
  workingDirectory: string,
): OpenedAllowlist {
  const { file, ...found } = findAllowlist(flags, context, workingDirectory);
  if (file === undefined) {
    throw new UsageError(
      `There is no allow-list: this folder has no ${DEFAULT_FILE}, and cdk.json names no other file. Use --allowlist <file>, or run the command in another folder.`,
    );
  }
  return { ...found, file };
}

/** The same allow-list, or an empty one when there is none. */
export function findAllowlist(
  { allowlist, asOf }: AllowlistFlags,
  context: Readonly<Record<string, unknown>>,
  workingDirectory: string,
): Omit<OpenedAllowlist, 'file'> & { readonly file?: string } {
  const now = asOf === undefined ? Date.now() : parseDay(asOf);
  if (now === undefined) {
    throw new UsageError(
      `--as-of: ${shownValue(asOf)} is not a day. Use a day such as 2026-12-01.`,
    );
  }
  const file = allowlist ?? givenFile(context);
  const readText = (name: string) => jsonText(readFileSync(path.resolve(workingDirectory, name)));
  const loaded = loadAllowlist(file, readText, now);
  return loaded === undefined
    ? { entries: [], warnings: [], now }
    : { ...loaded, file: shownKey(file ?? DEFAULT_FILE), now };
}
