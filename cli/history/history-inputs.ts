import { withNote } from '../../src/allowlist/note-of';
import type { Finding } from '../../src/detection/finding';
import { findAllowlist, openAllowlist } from '../flags/allowlist-source';
import type { AllowlistFlags } from '../flags/as-of-flag';
import type { AthenaFlags } from '../flags/athena-flags';
import { configFrom } from '../flags/config-from-flags';
import type { DetectionFlags, NotificationFlags } from '../flags/detection-flags';
import { type PartFlags, partOf } from '../flags/part-flags';
import { readCdkContext } from '../flags/read-cdk-context';
import type { Terminal } from '../terminal';

/** The flags of every command that reads a history, as given. */
export type HistoryFlags = DetectionFlags &
  NotificationFlags &
  AllowlistFlags &
  PartFlags &
  AthenaFlags;

/**
 * What the flags, `cdk.json` and the allow-list say.
 *
 * @param needsAllowlist whether a missing allow-list is an error; else it is an empty one.
 * @throws UsageError, ConfigError
 */
export async function historyInputs(
  flags: HistoryFlags,
  { workingDirectory }: Terminal,
  needsAllowlist = false,
) {
  const context = await readCdkContext(workingDirectory);
  const { config, warnings } = configFrom(flags, context);
  const read = needsAllowlist ? openAllowlist : findAllowlist;
  const { entries, now, ...allowlist } = read(flags, context, workingDirectory);
  return {
    config,
    entries,
    now,
    /** A finding with the note of the allow-list on it, if an entry matches. */
    noted: (finding: Finding) => withNote(finding, entries, now),
    part: partOf(flags),
    warnings: [...warnings, ...allowlist.warnings],
  };
}

export function writeWarnings({ stderr }: Terminal, warnings: readonly string[]): void {
  for (const warning of warnings) {
    stderr.write(`warning: ${warning}\n`);
  }
}
