import type { Command } from 'commander';
import { HUB_STACK } from '../../src/config/deployed-names';
import { shownValue } from '../../src/config/shown-value';
import type { HistoryPart } from '../../src/trail/find/history-part';
import { checkTarget } from '../doctor/doctor-flags';
import { type PartFlags, partOf } from '../flags/part-flags';
import { UsageError } from '../flags/usage-error';

/** The flags of `backfill`, as given. */
export interface BackfillFlags extends PartFlags {
  readonly stack: string;
  readonly region?: string;
  readonly queue?: string;
  readonly dryRun?: boolean;
}

const QUEUE = /^https?:\/\/[\w.:-]+\/\d{12}\/[\w-]{1,80}$/;

export function addStackFlags(command: Command): Command {
  return command
    .option('--stack <name>', 'name of the stack of the hub', HUB_STACK)
    .option('--region <region>', 'region of the hub (default: that of your AWS configuration)')
    .option(
      '--queue <url>',
      'the queue, if you cannot read the stack (stack output TrailFilesUrl)',
    );
}

/** The part of the trail to announce. @throws UsageError */
export function backfillPartOf(flags: BackfillFlags): HistoryPart {
  checkTarget(flags);
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
