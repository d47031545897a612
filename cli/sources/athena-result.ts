import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  type AthenaClient,
  GetQueryResultsCommand,
  type QueryExecution,
} from '@aws-sdk/client-athena';
import type { S3Client } from '@aws-sdk/client-s3';
import { parse } from 'csv-parse';
import { RESULT_COLUMN } from '../../src/athena/call-query';
import type { HistoryFile } from '../../src/replay/collect-calls';
import { SourceError } from '../../src/trail/trail-source';
import { athenaErrorText } from './athena-errors';
import { s3ErrorText } from './s3-errors';
import { isDenied, objectInRanges } from './s3-ranges';

/** A log file without records: what an empty result is to the reader. */
const NO_RECORDS = '{"Records":[]}\n';

/** Characters of a block, so that the reader gets no tiny ones. */
const BLOCK_LENGTH = 64 * 1024;

/** The result of a query as a file with one record per line. It is read while it is downloaded. */
export function resultFile(
  athena: AthenaClient,
  s3: S3Client,
  { QueryExecutionId: id = '', ResultConfiguration }: QueryExecution,
): HistoryFile {
  const location = ResultConfiguration?.OutputLocation;
  const rows = (): AsyncGenerator<string> =>
    // Without a location, Athena keeps the result itself.
    location === undefined ? rowsOfPages(athena, id) : rowsOfObject(athena, s3, id, location);
  return {
    bytes: 0,
    open: () => ({ kind: 'stream', name: location ?? `query ${id}`, blocks: linesOf(rows()) }),
  };
}

async function* linesOf(rows: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let isEmpty = true;
  let text = '';
  try {
    for await (const row of rows) {
      isEmpty = false;
      text += `${row}\n`;
      if (text.length >= BLOCK_LENGTH) {
        yield Buffer.from(text);
        text = '';
      }
    }
  } catch (error) {
    // What has arrived counts.
    if (text !== '') {
      yield Buffer.from(text);
    }
    throw error;
  }
  yield Buffer.from(isEmpty ? NO_RECORDS : text);
}

/** The rows of the CSV object that Athena wrote; page by page from Athena if S3 denies access. */
async function* rowsOfObject(
  athena: AthenaClient,
  s3: S3Client,
  id: string,
  location: string,
): AsyncGenerator<string> {
  try {
    yield* rowsOfCsv(objectInRanges(s3, location), id);
  } catch (error) {
    if (error instanceof SourceError) {
      throw error;
    }
    if (!isDenied(error)) {
      throw new SourceError(s3ErrorText(error), { cause: error });
    }
    yield* rowsOfPages(athena, id);
  }
}

async function* rowsOfCsv(blocks: AsyncIterable<Uint8Array>, id: string): AsyncGenerator<string> {
  const parser = parse({
    bom: true,
    columns: (names: string[]) => {
      checkColumns(names, id);
      return names;
    },
  });
  // An error of either side ends the loop below with it.
  const reading = pipeline(Readable.from(blocks), parser).catch(() => undefined);
  for await (const row of parser) {
    yield (row as Record<string, string>)[RESULT_COLUMN] ?? '';
  }
  await reading;
}

/** @see https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html */
async function* rowsOfPages(athena: AthenaClient, id: string): AsyncGenerator<string> {
  let token: string | undefined;
  do {
    const command = new GetQueryResultsCommand({ QueryExecutionId: id, NextToken: token });
    const { ResultSet, NextToken } = await athena.send(command).catch((error: unknown) => {
      throw new SourceError(athenaErrorText(error), { cause: error });
    });
    const names = (ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(({ Name = '' }) => Name);
    checkColumns(names, id);
    // The first page begins with the names of the columns.
    for (const { Data } of (ResultSet?.Rows ?? []).slice(token === undefined ? 1 : 0)) {
      yield Data?.[names.indexOf(RESULT_COLUMN)]?.VarCharValue ?? '';
    }
    token = NextToken;
  } while (token !== undefined);
}

/** @throws SourceError when the query is not one of RegionSweep. */
function checkColumns(names: readonly string[], id: string): void {
  if (!names.includes(RESULT_COLUMN)) {
    throw new SourceError(
      `the result of the query ${id} has no column ${RESULT_COLUMN}, so RegionSweep did not start it; leave out --query-id`,
    );
  }
}
