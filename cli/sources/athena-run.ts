import type { AthenaClient, QueryExecution } from '@aws-sdk/client-athena';
import type { S3Client } from '@aws-sdk/client-s3';
import { bytesText, priceText } from '../../src/athena/scan-cost';
import type { TableName } from '../../src/athena/table-name';
import type { HistoryFile } from '../../src/replay/collect-calls';
import type { TrailProblem } from '../../src/trail/read-trail-file';
import type { AthenaFlags } from '../flags/athena-flags';
import type { Terminal } from '../terminal';
import { failureText } from './athena-errors';
import { startQuery, stopQuery, waitForQuery } from './athena-query';
import { resultFile } from './athena-result';
import { queryProgress } from './query-progress';

/** The part of a terminal that a query needs. */
export type QueryScreen = Pick<Terminal, 'stderr' | 'onInterrupt'>;

/** A query to run, or to resume if the flags name one. */
interface QueryPlan {
  /** As given; problems name the table by it. */
  readonly path: string;
  readonly name: TableName;
  readonly sql: string;
  readonly flags: AthenaFlags;
  readonly screen: QueryScreen;
  /** What Athena should scan, if that is known. */
  readonly expectedBytes?: number | undefined;
}

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
 * Starts a query and waits for its result, which is a file.
 *
 * @throws Error when Athena does not start the query, or does not show its state.
 */
export async function runQuery(
  athena: AthenaClient,
  s3: S3Client,
  plan: QueryPlan,
): Promise<FoundByQuery> {
  const { name, sql, flags, screen } = plan;
  const interruption = new AbortController();
  const stopListening = screen.onInterrupt(() => interruption.abort());
  const progress = queryProgress(screen);
  try {
    const id = flags.queryId ?? (await startQuery(athena, sql, name, flags));
    if (flags.queryId === undefined) {
      say(
        screen,
        `query ${id} has started. To read its result without another scan, run the same command with --query-id ${id}`,
      );
    }
    const query = await waitForQuery(athena, id, interruption.signal, progress.show);
    progress.clear();
    if (query === undefined) {
      say(screen, await stopQuery(athena, id));
      return { files: [], problems: [], isInterrupted: true };
    }
    const problem = problemOf(query, id, plan);
    return {
      files: query.Status?.State === 'SUCCEEDED' ? [resultFile(athena, s3, query)] : [],
      problems: problem === undefined ? [] : [{ file: plan.path, offset: 0, message: problem }],
      isInterrupted: false,
      scan: `query ${id} scanned ${bytesText(scannedBytes(query))}, ${priceText(scannedBytes(query))}`,
    };
  } finally {
    progress.clear();
    stopListening();
  }
}

/** Why the result is missing or says nothing about the history. Writes warnings about lesser doubts. */
function problemOf(
  query: QueryExecution,
  id: string,
  { sql, flags, screen, expectedBytes = 0 }: QueryPlan,
): string | undefined {
  if (query.Status?.State !== 'SUCCEEDED') {
    return `The query ${id} has no result: ${failureText(query)}`;
  }
  if (flags.queryId !== undefined && query.Query?.trim() !== sql.trim()) {
    warn(screen, [
      `The query ${id} does not fit these flags: its table, days, accounts, regions or rules differ. The findings cover only what that query selected.`,
    ]);
  }
  const scanned = scannedBytes(query);
  if (scanned >= expectedBytes / 2) {
    return undefined;
  }
  const less = `Athena scanned ${bytesText(scanned)} of about ${bytesText(expectedBytes)}. The table has no partitions for the rest. Add them with ALTER TABLE … ADD PARTITION, or use partition projection`;
  if (scanned === 0) {
    return less;
  }
  warn(screen, [`${less}.`]);
  return undefined;
}

export function warn({ stderr }: QueryScreen, texts: readonly string[]): void {
  for (const text of texts) {
    stderr.write(`warning: ${text}\n`);
  }
}

function say({ stderr }: QueryScreen, text: string): void {
  stderr.write(`athena: ${text}\n`);
}

function scannedBytes({ Statistics }: QueryExecution): number {
  return Statistics?.DataScannedInBytes ?? 0;
}
