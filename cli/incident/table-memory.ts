import { randomUUID } from 'node:crypto';
import { createDynamoDbBaseline } from '../../src/adapters/dynamodb/dynamodb-baseline';
import { createDynamoDbIncidents } from '../../src/adapters/dynamodb/dynamodb-incidents';
import { createDynamoDbSightings } from '../../src/adapters/dynamodb/dynamodb-sightings';
import { createDynamoDbSweepStore } from '../../src/adapters/dynamodb/dynamodb-sweep-store';
import { createDynamoDbWatchedCalls } from '../../src/adapters/dynamodb/dynamodb-watched-calls';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { RegionSweepConfig } from '../../src/config/config';
import { retentionSeconds } from '../../src/engine/retention';
import { createWatching } from '../../src/engine/watching';
import type { IncidentList } from '../../src/ports/incident-list';
import type { OpenedTable } from '../deployment/open-table';
import type { RebuildParts } from './rebuild-incident';

export function incidentsIn({ client, tableName }: OpenedTable): IncidentList {
  return createDynamoDbIncidents({ client, tableName, uniqueToken: randomUUID });
}

/** What an incident is rebuilt from. It reads the table only. */
export function memoryOf(
  { client, tableName }: OpenedTable,
  config: RegionSweepConfig,
): Pick<RebuildParts, 'store' | 'baseline' | 'sightings' | 'watching'> {
  const common = { client, tableName, digest: sha256Digest };
  const retention = { retentionSeconds: retentionSeconds(config), clock: Date.now };
  return {
    store: createDynamoDbSweepStore({
      ...common,
      ...retention,
      limits: { maxTrackedCalls: config.maxTrackedCalls },
      uniqueToken: randomUUID,
    }),
    baseline: createDynamoDbBaseline(common),
    sightings: createDynamoDbSightings({ ...common, ...retention }),
    watching: createWatching({
      clock: Date.now,
      digest: sha256Digest,
      watchedCalls: {
        ...createDynamoDbWatchedCalls({ ...common, ...retention }),
        // The detector does that.
        adopt: async () => {},
      },
    }),
  };
}
