import type { Command } from 'commander';
import { shownValue } from '../../src/config/shown-value';
import type { HistoryPart } from '../../src/trail/find/history-part';
import { addStackFlags, checkStackFlags, type StackFlags } from '../deployment/stack-flags';
import { type PartFlags, partOf } from '../flags/part-flags';
import { UsageError } from '../flags/usage-error';

/** The flags of `backfill`, as given. */
export interface BackfillFlags extends PartFlags, StackFlags {
  readonly queue?: string;
  readonly dryRun?: boolean;
}

const QUEUE = /^https?:\/\/[\w.:-]+\/\d{12}\/[\w-]{1,80}$/;

export function addQueueFlags(command: Command): Command {
  return addStackFlags(command).option(
    '--queue <url>',
    'the queue, if you cannot read the stack (stack output TrailFilesUrl)',
  );
}

/** The part of the trail to announce. @throws UsageError */
export function backfillPartOf(flags: BackfillFlags): HistoryPart {
  checkStackFlags(flags);
  const { queue } = flags;
  if (queue !== undefined && !QUEUE.test(queue)) {
    throw new UsageError(
      `--queue: ${shownValue(queue)} is not the URL of a queue. Use the stack output TrailFilesUrl.`,
    );
  }
  if (flags.from === undefined) {
    throw new UsageError(
      '--from is missing: say from when on the files are to be read, for example --from 2026-01-31. Without it, the whole trail would be read.',
    );
  }
  return partOf(flags);
}
