import type { Command } from 'commander';

/** What {@link addReportFlag} adds. */
export interface ReportFlags {
  readonly report?: string;
}

/** Adds `--report`. */
export function addReportFlag(command: Command): Command {
  return command.option(
    '--report <file>',
    'write what was found as one HTML file too, which makes no request; it is written over, if it is such a report',
  );
}
