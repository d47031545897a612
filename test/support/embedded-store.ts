import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTable } from '../../src/adapters/dynamodb/create-table';
import { createDynamoDbAllowance } from '../../src/adapters/dynamodb/dynamodb-allowance';
import { createDynamoDbBacklog } from '../../src/adapters/dynamodb/dynamodb-backlog';
import { createDynamoDbBaseline } from '../../src/adapters/dynamodb/dynamodb-baseline';
import { createDynamoDbDeliveries } from '../../src/adapters/dynamodb/dynamodb-deliveries';
import { createDynamoDbIncidents } from '../../src/adapters/dynamodb/dynamodb-incidents';
import { createDynamoDbSightings } from '../../src/adapters/dynamodb/dynamodb-sightings';
import { createDynamoDbSweepStore } from '../../src/adapters/dynamodb/dynamodb-sweep-store';
import { createDynamoDbWatchedCalls } from '../../src/adapters/dynamodb/dynamodb-watched-calls';
import { startEmbeddedDynamoDb } from '../../src/adapters/dynamodb/embedded-dynamodb';
import { createLocalClient } from '../../src/adapters/dynamodb/local-client';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { BucketLimits } from '../../src/detection/bucket';
import type { Allowance } from '../../src/ports/allowance';
import type { Backlog } from '../../src/ports/backlog';
import type { Baseline } from '../../src/ports/baseline';
import type { Clock } from '../../src/ports/clock';
import type { Deliveries } from '../../src/ports/deliveries';
import type { IncidentList } from '../../src/ports/incident-list';
import type { Sightings } from '../../src/ports/sightings';
import type { SweepStore } from '../../src/ports/sweep-store';
import type { WatchedCalls } from '../../src/ports/watched-calls';

export const TABLE_NAME = 'regionsweep-test';

export interface EmbeddedStore {
  readonly client: DynamoDBClient;
  readonly endpoint: string;
  /** Another store on the same table, as another process would have. */
  store(limits: BucketLimits, clock?: Clock): SweepStore;
  /** Another baseline on the same table. */
  baseline(maxPages?: number): Baseline;
  /** Other sightings on the same table. */
  sightings(clock?: Clock): Sightings;
  /** Other watched calls on the same table. */
  watchedCalls(clock?: Clock): WatchedCalls;
  /** Another view of the allowances in the same table. */
  allowance(): Allowance;
  /** Another view of the backlog in the same table. */
  backlog(clock?: Clock): Backlog;
  /** Another view of the incidents in the same table. */
  incidents(): IncidentList;
  /** Another view of the deliveries in the same table. */
  deliveries(): Deliveries;
  stop(): Promise<void>;
}

/** An embedded DynamoDB with an empty table. */
export async function startEmbeddedStore(): Promise<EmbeddedStore> {
  const { endpoint, stop } = await startEmbeddedDynamoDb();
  const client = createLocalClient(endpoint);
  await createTable(client, TABLE_NAME);
  return {
    client,
    endpoint,
    store: (limits, clock = Date.now) =>
      createDynamoDbSweepStore({
        client,
        tableName: TABLE_NAME,
        limits,
        retentionSeconds: 24 * 3600,
        clock,
        digest: sha256Digest,
        uniqueToken: randomUUID,
      }),
    deliveries: () =>
      createDynamoDbDeliveries({ client, tableName: TABLE_NAME, digest: sha256Digest }),
    baseline: (maxPages) =>
      createDynamoDbBaseline({
        client,
        tableName: TABLE_NAME,
        digest: sha256Digest,
        ...(maxPages !== undefined && { maxPages }),
      }),
    sightings: (clock = Date.now) =>
      createDynamoDbSightings({
        client,
        tableName: TABLE_NAME,
        retentionSeconds: 24 * 3600,
        clock,
        digest: sha256Digest,
      }),
    watchedCalls: (clock = Date.now) =>
      createDynamoDbWatchedCalls({
        client,
        tableName: TABLE_NAME,
        retentionSeconds: 24 * 3600,
        clock,
        digest: sha256Digest,
      }),
    allowance: () =>
      createDynamoDbAllowance({ client, tableName: TABLE_NAME, digest: sha256Digest }),
    backlog: (clock = Date.now) => createDynamoDbBacklog({ client, tableName: TABLE_NAME, clock }),
    incidents: () =>
      createDynamoDbIncidents({ client, tableName: TABLE_NAME, uniqueToken: randomUUID }),
    stop: async () => {
      client.destroy();
      await stop();
    },
  };
}
