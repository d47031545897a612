import { AthenaClient } from '@aws-sdk/client-athena';
import { callQuery } from '../../src/athena/call-query';
import { coverageWarnings, neededColumns } from '../../src/athena/coverage';
import { partitioningOf } from '../../src/athena/partitions';
import type { AthenaTable } from '../../src/athena/table';
import { tableNameOf } from '../../src/athena/table-name';
import { shownValue } from '../../src/config/shown-value';
import type { RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import { type HistoryPart, withMargin } from '../../src/trail/find/history-part';
import type { AthenaFlags } from '../flags/athena-flags';
import { UsageError } from '../flags/usage-error';
import { type FoundByQuery, type QueryScreen, runQuery, warn } from './athena-run';
import { scanOf } from './athena-scan';
import { readTable } from './athena-table';
import { checkCutoff, checkWorkgroup, DEFAULT_WORKGROUP } from './athena-workgroup';
import { openS3Client } from './s3-files';

type Settings = Readonly<Record<RuleId, RuleSettings>>;
/**
 * Runs the query for the calls in a table of Athena, with the credentials that the AWS CLI would use. Its result is a
 * file.
 *
 * @throws UsageError when the table cannot be queried; Error when Athena cannot be used. Both before anything costs.
 */
export async function findInAthena(
  path: string,
  part: HistoryPart,
  settings: Settings,
  flags: AthenaFlags,
  screen: QueryScreen,
): Promise<FoundByQuery> {
  const name = tableNameOf(path);
  if (name === undefined) {
    throw new UsageError(
      `${shownValue(path)} is not a table of Athena. Use athena:<database>.<table> or security-lake:<database>.<table>, with the names of the Glue Data Catalog.`,
    );
  }
  const athena = await openAthenaClient();
  const s3 = await openS3Client();
  const table = await readTable(athena, name);
  refuseTable(table, settings, part);
  const read = withMargin(part);
  const sql = callQuery(table, settings, read);
  warn(screen, coverageWarnings(table, settings, part, Date.now() / 1000));

  if (flags.queryId !== undefined) {
    return runQuery(athena, s3, { path, name, sql, flags, screen });
  }
  const { cutoff, warnings } = await checkWorkgroup(athena, flags);
  warn(screen, warnings);
  const scan = await scanOf(s3, table, partitioningOf(table, read).prunes);
  screen.stderr.write(`athena: ${scan.text}\n`);
  checkCutoff(scan.bytes, cutoff, flags.workgroup ?? DEFAULT_WORKGROUP);
  return runQuery(athena, s3, { path, name, sql, flags, screen, expectedBytes: scan.bytes });
}

/** @throws UsageError when a query would fail, or could find nothing. */
function refuseTable(table: AthenaTable, settings: Settings, part: HistoryPart): void {
  const { database, table: name } = table.name;
  const missing = neededColumns(table, settings);
  if (missing.length > 0) {
    throw new UsageError(
      `The table ${database}.${name} has no column ${missing.join(', ')}. Use a table of CloudTrail logs or of Security Lake; docs/athena.md has the statement that creates one.`,
    );
  }
  const { neededFlags } = partitioningOf(table, part);
  if (neededFlags.length > 0) {
    throw new UsageError(
      `The table ${database}.${name} can only be queried with ${neededFlags.join(' and ')}, because its partition projection is "injected". Add ${neededFlags.length === 1 ? 'the flag' : 'the flags'}.`,
    );
  }
}

async function openAthenaClient(): Promise<AthenaClient> {
  const client = new AthenaClient({});
  try {
    await client.config.region();
    return client;
  } catch (error) {
    throw new UsageError(
      'No AWS region is set. Set AWS_REGION to the region of the table, such as us-east-1.',
      { cause: error },
    );
  }
}
