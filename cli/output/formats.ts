import type { Terminal } from '../terminal';

/** How results can be written. */
export const FORMATS = ['table', 'ndjson', 'json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

/** How findings can be written: that, and one OCSF Detection Finding or one finding of Security Hub (ASFF) a line. */
export const FINDING_FORMATS = [...FORMATS, 'ocsf', 'asff'] as const;
export type FindingFormat = (typeof FINDING_FORMATS)[number];

/** What holds where no format is asked for, in words. */
export const DEFAULT_FORMAT_IN_WORDS = 'table on a terminal, else ndjson';

/** The format that was asked for; else a table for people, and lines for programs. */
export function formatFor<Asked extends string>(
  asked: Asked | undefined,
  { stdout }: Pick<Terminal, 'stdout'>,
): Asked | 'table' | 'ndjson' {
  return asked ?? (stdout.isTTY === true ? 'table' : 'ndjson');
}
