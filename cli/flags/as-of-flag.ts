import type { Command } from 'commander';

/** Which allow-list, and on which day. */
export interface AllowlistFlags {
  /** Path of the file. */
  readonly allowlist?: string;
  /** `YYYY-MM-DD`. */
  readonly asOf?: string;
}

export function addAsOfFlag(command: Command): Command {
  return command.option(
    '--as-of <day>',
    'the day, YYYY-MM-DD in UTC, on which entries have expired or not (default: today)',
  );
}
