import { randomUUID } from 'node:crypto';
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { createTable } from '../../src/adapters/dynamodb/create-table';
import { createDynamoDbSweepStore } from '../../src/adapters/dynamodb/dynamodb-sweep-store';
import { startEmbeddedDynamoDb } from '../../src/adapters/dynamodb/embedded-dynamodb';
import { createLocalClient } from '../../src/adapters/dynamodb/local-client';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { RegionSweepConfig } from '../../src/config/config';
import { retentionSeconds } from '../../src/engine/retention';
import type { SweepStore } from '../../src/ports/sweep-store';

/** A store for one run of a command. */
export interface OpenedStore {
  readonly store: SweepStore;
  /** Removes everything that the run created. */
  close(): Promise<void>;
}

/**
 * Opens a store in a DynamoDB, with its own table, which `close` deletes.
 *
 * @param endpoint URL of the DynamoDB. @default the embedded one
 * @throws Error when the table cannot be created.
 */
export async function openDynamoDbStore(
  endpoint: string | undefined,
  config: RegionSweepConfig,
): Promise<OpenedStore> {
  const server =
    endpoint === undefined ? await startEmbeddedDynamoDb() : { endpoint, stop: async () => {} };
  const client = createLocalClient(server.endpoint);
  const tableName = `regionsweep-replay-${randomUUID()}`;
  const close = async () => {
    client.destroy();
    await server.stop();
  };
  try {
    await createTable(client, tableName);
  } catch (error) {
    await close();
    const { message, name } = error as Error;
    throw new Error(
      `No table can be created in the DynamoDB at ${server.endpoint}: ${message || name}. Check that --endpoint is right and that DynamoDB runs there.`,
      { cause: error },
    );
  }
  return {
    store: createDynamoDbSweepStore({
      client,
      tableName,
      limits: { maxTrackedCalls: config.maxTrackedCalls },
      retentionSeconds: retentionSeconds(config),
      clock: Date.now,
      digest: sha256Digest,
      uniqueToken: randomUUID,
    }),
    close: async () => {
      await client.send(new DeleteTableCommand({ TableName: tableName }));
      await close();
    },
  };
}
