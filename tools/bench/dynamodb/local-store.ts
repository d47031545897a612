import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoDbSweepStore } from '../../../src/adapters/dynamodb/dynamodb-sweep-store';
import { sha256Digest } from '../../../src/adapters/sha256-digest';
import { DEFAULT_CONFIG } from '../../../src/config/defaults';
import type { Clock } from '../../../src/ports/clock';
import type { SweepStore } from '../../../src/ports/sweep-store';

export const TABLE_NAME = 'regionsweep-bench';

/**
 * A store of the default configuration, with a memory of its own, as every process has. Equal runs write equal items.
 *
 * @param process number of the process; no two have the same.
 */
export function localStore(client: DynamoDBClient, clock: Clock, process = 0): SweepStore {
  const { maxTrackedCalls, lateEventHours } = DEFAULT_CONFIG;
  let writes = 0;
  return createDynamoDbSweepStore({
    client,
    tableName: TABLE_NAME,
    limits: { maxTrackedCalls },
    retentionSeconds: lateEventHours * 3600,
    clock,
    digest: sha256Digest,
    uniqueToken: () => {
      writes += 1;
      return `00000000-0000-4000-8${String(process).padStart(3, '0')}-${String(writes).padStart(12, '0')}`;
    },
  });
}
