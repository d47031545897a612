import type { Command } from 'commander';

/** The flags of commands that read an allow-list. */
export interface AllowlistFlags {
  /** Path of the file. */
  readonly allowlist?: string;
  /** `YYYY-MM-DD`. */
  readonly asOf?: string;
}

export function addAsOfFlag(command: Command): Command {
  return command.option(
    '--as-of <day>',
    'judge the expiry of allow-list entries as of this day, YYYY-MM-DD in UTC (default: today)',
  );
}
