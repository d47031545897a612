import { AthenaClient, type QueryExecution } from '@aws-sdk/client-athena';
import type { S3Client } from '@aws-sdk/client-s3';
import { callQuery } from '../../src/athena/call-query';
import { coverageWarnings, neededColumns } from '../../src/athena/coverage';
import { partitioningOf } from '../../src/athena/partitions';
import { bytesText, priceText } from '../../src/athena/scan-cost';
import type { AthenaTable } from '../../src/athena/table';
import { tableNameOf } from '../../src/athena/table-name';
import { shownValue } from '../../src/config/shown-value';
import type { RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import type { HistoryFile } from '../../src/replay/collect-calls';
import type { HistoryPart } from '../../src/trail/find/history-part';
import type { TrailProblem } from '../../src/trail/read-trail-file';
import type { AthenaFlags } from '../flags/athena-flags';
import { UsageError } from '../flags/usage-error';
import type { Terminal } from '../terminal';
import { failureText } from './athena-errors';
import { startQuery, stopQuery, waitForQuery } from './athena-query';
import { resultFile } from './athena-result';
import { scanOf } from './athena-scan';
import { readTable } from './athena-table';
import { checkCutoff, checkWorkgroup, DEFAULT_WORKGROUP } from './athena-workgroup';
import { queryProgress } from './query-progress';
import { openS3Client } from './s3-files';

type Settings = Readonly<Record<RuleId, RuleSettings>>;
type Screen = Pick<Terminal, 'stderr' | 'onInterrupt'>;

/** What a query found. */
export interface FoundByQuery {
  readonly files: readonly HistoryFile[];
  readonly problems: readonly TrailProblem[];
  /** Whether Ctrl-C stopped the query. */
  readonly isInterrupted: boolean;
  /** What the query scanned and what that costs. */
  readonly scan?: string;
}

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
  screen: Screen,
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
  const sql = callQuery(table, settings, part);
  const say = (text: string): void => void screen.stderr.write(`athena: ${text}\n`);
  const now = Date.now() / 1000;
  warn(screen, coverageWarnings(table, settings, part, now));

  let id = flags.queryId;
  if (id === undefined) {
    const { cutoff, warnings } = await checkWorkgroup(athena, flags);
    warn(screen, warnings);
    const scan = await scanOf(s3, table, partitioningOf(table, part).prunes);
    say(scan.text);
    checkCutoff(scan.bytes, cutoff, flags.workgroup ?? DEFAULT_WORKGROUP);
    id = await startQuery(athena, sql, name, flags);
    say(
      `query ${id} has started. To read its result without another scan, run the same command with --query-id ${id}`,
    );
  }
  return finish(athena, s3, path, { id, sql, screen, isResumed: flags.queryId !== undefined });
}

/** Waits for a query and takes its result. */
async function finish(
  athena: AthenaClient,
  s3: S3Client,
  path: string,
  run: {
    readonly id: string;
    readonly sql: string;
    readonly screen: Screen;
    readonly isResumed: boolean;
  },
): Promise<FoundByQuery> {
  const { id, sql, screen, isResumed } = run;
  const interruption = new AbortController();
  const stopListening = screen.onInterrupt(() => interruption.abort());
  const progress = queryProgress(screen);
  try {
    const query = await waitForQuery(athena, id, interruption.signal, progress.show);
    progress.clear();
    if (query === undefined) {
      screen.stderr.write(`athena: ${await stopQuery(athena, id)}\n`);
      return { files: [], problems: [], isInterrupted: true };
    }
    if (isResumed && query.Query !== undefined && query.Query.trim() !== sql.trim()) {
      warn(screen, [
        `The query ${id} is not the one that these settings make: another table, other days, accounts, regions or rules. Its result holds only what it asked for.`,
      ]);
    }
    const scan = scanText(query);
    if (query.Status?.State === 'SUCCEEDED') {
      return { files: [resultFile(athena, s3, query)], problems: [], isInterrupted: false, scan };
    }
    const message = `The query ${id} has no result: ${failureText(query)}`;
    return {
      files: [],
      problems: [{ file: path, offset: 0, message }],
      isInterrupted: false,
      scan,
    };
  } finally {
    progress.clear();
    stopListening();
  }
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

function scanText({ QueryExecutionId, Statistics }: QueryExecution): string {
  const bytes = Statistics?.DataScannedInBytes ?? 0;
  return `query ${QueryExecutionId} scanned ${bytesText(bytes)}, ${priceText(bytes)}`;
}

function warn({ stderr }: Screen, texts: readonly string[]): void {
  for (const text of texts) {
    stderr.write(`warning: ${text}\n`);
  }
}
