import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTable } from '../../src/adapters/dynamodb/create-table';
import { createDynamoDbBaseline } from '../../src/adapters/dynamodb/dynamodb-baseline';
import { createDynamoDbSightings } from '../../src/adapters/dynamodb/dynamodb-sightings';
import { createDynamoDbSweepStore } from '../../src/adapters/dynamodb/dynamodb-sweep-store';
import { createDynamoDbWatchedCalls } from '../../src/adapters/dynamodb/dynamodb-watched-calls';
import { createLocalClient } from '../../src/adapters/dynamodb/local-client';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { BucketLimits } from '../../src/detection/bucket';
import type { Baseline } from '../../src/ports/baseline';
import type { Clock } from '../../src/ports/clock';
import type { Sightings } from '../../src/ports/sightings';
import type { SweepStore } from '../../src/ports/sweep-store';
import type { WatchedCalls } from '../../src/ports/watched-calls';

/** Requests sent to a table. */
export interface Traffic {
  /** Requests by operation, such as `UpdateItem`. */
  readonly requests: Readonly<Record<string, number>>;
  /** Writes whose condition failed, because another process wrote first. */
  readonly refused: number;
  /** Requests that were sent again, because the first answer was lost or an error. */
  readonly retries: number;
}

/** Opens a store with its own memory, as every process has. */
export type OpenStore = (limits: BucketLimits, clock?: Clock) => SweepStore;

/** An empty table in a DynamoDB outside AWS. */
export interface StateTable {
  /** Opens connections. All stores that the result opens share them. */
  connect(): OpenStore;
  /** A baseline with its own memory. */
  openBaseline(): Baseline;
  openSightings(): Sightings;
  openWatchedCalls(): WatchedCalls;
  /** The traffic of all of these since the last call. */
  takeTraffic(): Traffic;
  /** Closes all connections. */
  close(): void;
}

export const LATE_EVENT_HOURS = 24;

/** @param endpoint of a DynamoDB that runs until the table is closed. */
export async function createStateTable(endpoint: string): Promise<StateTable> {
  const tableName = `regionsweep-${randomUUID()}`;
  const clients: DynamoDBClient[] = [];
  let requests: Record<string, number> = {};
  let refused = 0;
  let retries = 0;
  const createClient = (): DynamoDBClient => {
    const client = createLocalClient(endpoint);
    client.middlewareStack.add(
      (next, { commandName = '' }) =>
        async (request) => {
          const operation = commandName.replace(/Command$/, '');
          requests[operation] = (requests[operation] ?? 0) + 1;
          try {
            const result = await next(request);
            retries += (result.output.$metadata.attempts ?? 1) - 1;
            return result;
          } catch (error) {
            refused += (error as Error).name === 'ConditionalCheckFailedException' ? 1 : 0;
            throw error;
          }
        },
      { step: 'initialize' },
    );
    clients.push(client);
    return client;
  };
  const client = createClient();
  await createTable(client, tableName);
  const table: StateTable = {
    connect() {
      const ownClient = createClient();
      return (limits, clock = Date.now) =>
        createDynamoDbSweepStore({
          client: ownClient,
          tableName,
          limits,
          retentionSeconds: LATE_EVENT_HOURS * 3600,
          clock,
          digest: sha256Digest,
          uniqueToken: randomUUID,
        });
    },
    openBaseline: () => createDynamoDbBaseline({ client: client, tableName, digest: sha256Digest }),
    openSightings: () =>
      createDynamoDbSightings({
        client: client,
        tableName,
        retentionSeconds: LATE_EVENT_HOURS * 3600,
        clock: Date.now,
        digest: sha256Digest,
      }),
    openWatchedCalls: () =>
      createDynamoDbWatchedCalls({
        client: client,
        tableName,
        retentionSeconds: LATE_EVENT_HOURS * 3600,
        clock: Date.now,
        digest: sha256Digest,
      }),
    takeTraffic() {
      const traffic = { requests, refused, retries };
      requests = {};
      refused = 0;
      retries = 0;
      return traffic;
    },
    close: () => clients.forEach((client) => void client.destroy()),
  };
  table.takeTraffic();
  return table;
}

/** Traffic as people read it: `UpdateItem 200, Query 200; 12 refused`. */
export function trafficText({ requests, refused, retries }: Traffic): string {
  const counts = Object.entries(requests)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([operation, count]) => `${operation} ${count.toLocaleString('en-US')}`);
  return `${counts.join(', ')}; ${refused} refused, ${retries} retried`;
}
