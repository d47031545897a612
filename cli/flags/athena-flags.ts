import type { Command } from 'commander';
import { shownValue } from '../../src/config/shown-value';
import { UsageError } from './usage-error';

/** The flags of a history in Athena, as given. */
export interface AthenaFlags {
  readonly workgroup?: string;
  readonly outputLocation?: string;
  readonly queryId?: string;
}

/** Adds the flags of `athena:` and `security-lake:`. */
export function addAthenaFlags(command: Command): Command {
  return command
    .option(
      '--workgroup <name>',
      'with athena: or security-lake:, the workgroup (default: primary)',
    )
    .option(
      '--output-location <url>',
      'with athena: or security-lake:, where Athena writes the result (default: that of the workgroup)',
    )
    .option(
      '--query-id <id>',
      'with athena: or security-lake:, read the result of this query, and wait for it if it still runs, instead of starting another',
    );
}

const FORMS = {
  workgroup: [
    /^[\w.-]{1,128}$/,
    'the name of a workgroup, which has up to 128 letters, digits, dots, underscores and hyphens',
  ],
  outputLocation: [
    /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/.*)?$/,
    'an S3 location such as s3://my-results/athena/',
  ],
  queryId: [
    /^[0-9a-fA-F-]{36}$/,
    'the ID of a query, such as 01234567-89ab-cdef-0123-456789abcdef',
  ],
} as const;

const NAMES = {
  workgroup: '--workgroup',
  outputLocation: '--output-location',
  queryId: '--query-id',
} as const;

/** @param tables the paths that lead to Athena. @throws UsageError */
export function checkAthenaFlags(flags: AthenaFlags, tables: readonly string[]): void {
  for (const key of ['workgroup', 'outputLocation', 'queryId'] as const) {
    const value = flags[key];
    const [form, words] = FORMS[key];
    if (value !== undefined && tables.length === 0) {
      throw new UsageError(
        `${NAMES[key]} ${shownValue(value)} needs a path such as athena:<database>.<table>. Add one, or remove the flag.`,
      );
    }
    if (value !== undefined && !form.test(value)) {
      throw new UsageError(`${NAMES[key]}: ${shownValue(value)} is not ${words}.`);
    }
  }
  if (flags.queryId !== undefined && tables.length > 1) {
    throw new UsageError(
      `--query-id ${shownValue(flags.queryId)} is the query of one table, and there are ${tables.length}. Name one table.`,
    );
  }
}
