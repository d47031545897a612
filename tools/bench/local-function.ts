import { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createHandler } from '../../lambda/detector/create-handler';
import type { DetectorMetrics } from '../../lambda/detector/detector-metrics';
import { createDeployedMemory } from '../../lambda/shared/deployed-memory';
import { createDynamoDbSweepStore } from '../../src/adapters/dynamodb/dynamodb-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { createDetector } from '../../src/engine/detector';
import type { Clock } from '../../src/ports/clock';
import type { Notifier } from '../../src/ports/notifier';
import type { SweepStore } from '../../src/ports/sweep-store';

export const TABLE_NAME = 'regionsweep-bench';

export interface FunctionParts {
  readonly store: SweepStore;
  /** Reaches the table of the store, for baseline and sightings. @default without them */
  readonly client?: DynamoDBClient;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly metrics: DetectorMetrics;
}

/** The handler of the detector with the default configuration, composed as in `lambda/detector/compose.ts`. */
export function localFunction({ store, client, notifier, clock, metrics }: FunctionParts) {
  const { rules, severity, notifyFrom, renotifyMinutes, lateEventHours } = DEFAULT_CONFIG;
  const logger = new Logger({ logLevel: 'SILENT' });
  const parts = { tableName: TABLE_NAME, store, settings: rules, clock, logger };
  return createHandler({
    detector: createDetector({
      ...(client && createDeployedMemory({ ...parts, client })),
      store,
      notifier,
      clock,
      digest: sha256Digest,
      settings: rules,
      severity,
      notifyFrom,
      renotifyMinutes,
      lateEventHours,
    }),
    parseOptions: { settings: rules, digest: sha256Digest },
    logger,
    metrics,
  });
}

/**
 * A store of the default configuration, with its own cache, as each process has. Equal runs write equal items.
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
