import { randomUUID } from 'node:crypto';
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { createTable } from '../../src/adapters/dynamodb/create-table';
import { createDynamoDbSweepStore } from '../../src/adapters/dynamodb/dynamodb-sweep-store';
import { startEmbeddedDynamoDb } from '../../src/adapters/dynamodb/embedded-dynamodb';
import { createLocalClient } from '../../src/adapters/dynamodb/local-client';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { RegionSweepConfig } from '../../src/config/config';
import type { OpenedStore } from './opened-store';

/**
 * Opens a store in a DynamoDB, with a table of its own that is deleted at the end.
 *
 * @param endpoint address of the DynamoDB; the embedded one where there is none.
 * @throws Error when no table can be made there.
 */
export async function openDynamoDbStore(
  endpoint: string | undefined,
  { maxTrackedCalls, lateEventHours }: RegionSweepConfig,
): Promise<OpenedStore> {
  const server =
    endpoint === undefined ? await startEmbeddedDynamoDb() : { endpoint, stop: async () => {} };
  const address = server.endpoint;
  const client = createLocalClient(address);
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
      `No table can be made in the DynamoDB at ${address}: ${message || name}. Check that it runs there and that the address is right.`,
      { cause: error },
    );
  }
  return {
    store: createDynamoDbSweepStore({
      client,
      tableName,
      limits: { maxTrackedCalls },
      retentionSeconds: lateEventHours * 3600,
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
