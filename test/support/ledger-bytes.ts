import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { createDynamoDbSweepStore } from '../../src/adapters/dynamodb/dynamodb-sweep-store';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { SweepStore } from '../../src/ports/sweep-store';
import { itemBytes } from '../../tools/bench/dynamodb/item-bytes';
import { LIMITS } from './detection';

/** A store in memory that measures the item of each ledger that it writes, as DynamoDB would hold it. */
export interface MeasuredStore {
  readonly store: SweepStore;
  /** The size of the largest item so far, in bytes. */
  readonly largest: number;
}

export function createMeasuredStore(): MeasuredStore {
  let largest = 0;
  const client = {
    async send(command: unknown) {
      if (command instanceof PutItemCommand) {
        largest = Math.max(largest, itemBytes(command.input.Item ?? {}));
      }
      return {};
    },
  };
  const inDynamoDb = createDynamoDbSweepStore({
    client: client as unknown as DynamoDBClient,
    tableName: 'measured',
    limits: LIMITS,
    retentionSeconds: 86_400,
    clock: Date.now,
    digest: sha256Digest,
    uniqueToken: () => '00000000-0000-4000-8000-000000000000',
  });
  const store = createMemorySweepStore(LIMITS);
  return {
    store: {
      ...store,
      async writeLedger(identity, state, version) {
        await inDynamoDb.writeLedger(identity, state, version);
        return store.writeLedger(identity, state, version);
      },
    },
    get largest() {
      return largest;
    },
  };
}
