import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import type { TableName } from '../../src/athena/table-name';
import type { AthenaFlags } from '../flags/athena-flags';
import { athenaErrorText } from './athena-errors';

/** Between two looks at a running query. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5000;

/** @returns the ID of the query. @throws Error when Athena does not accept it. */
export async function startQuery(
  client: AthenaClient,
  sql: string,
  { database }: TableName,
  { workgroup, outputLocation }: AthenaFlags,
): Promise<string> {
  const command = new StartQueryExecutionCommand({
    QueryString: sql,
    QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: database },
    WorkGroup: workgroup,
    // A retry of the request starts no second query.
    ClientRequestToken: randomUUID(),
    ...(outputLocation !== undefined && {
      ResultConfiguration: { OutputLocation: withSlash(outputLocation) },
    }),
  });
  try {
    const { QueryExecutionId = '' } = await client.send(command);
    return QueryExecutionId;
  } catch (error) {
    throw new Error(`The query cannot be started: ${athenaErrorText(error)}.`, { cause: error });
  }
}

/**
 * Waits until a query has ended.
 *
 * @param onLook gets each state of it.
 * @returns the query, or undefined when the signal has ended the waiting.
 * @throws Error when Athena does not know the query.
 */
export async function waitForQuery(
  client: AthenaClient,
  id: string,
  signal: AbortSignal,
  onLook: (query: QueryExecution) => void,
): Promise<QueryExecution | undefined> {
  for (let ms = FIRST_PAUSE_MS; !signal.aborted; ms = Math.min(ms * 1.5, LONGEST_PAUSE_MS)) {
    const query = await lookAt(client, id);
    onLook(query);
    if (query.Status?.State !== 'QUEUED' && query.Status?.State !== 'RUNNING') {
      return query;
    }
    await pause(ms, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

/** Stops a query. @returns what to tell the user. */
export async function stopQuery(client: AthenaClient, id: string): Promise<string> {
  try {
    await client.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
    return `Athena stops the query ${id}. AWS charges for what it has scanned.`;
  } catch (error) {
    return `The query ${id} cannot be stopped: ${athenaErrorText(error)}. It may still run. To read its result, run the same command with --query-id ${id}.`;
  }
}

async function lookAt(client: AthenaClient, id: string): Promise<QueryExecution> {
  try {
    const command = new GetQueryExecutionCommand({ QueryExecutionId: id });
    return (await client.send(command)).QueryExecution ?? {};
  } catch (error) {
    throw new Error(
      `The state of the query ${id} cannot be read: ${athenaErrorText(error)}. To read its result later, run the same command with --query-id ${id}.`,
      { cause: error },
    );
  }
}

function withSlash(location: string): string {
  return location.endsWith('/') ? location : `${location}/`;
}
