import { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createHandler } from '../../lambda/detector/create-handler';
import type { DetectorMetrics } from '../../lambda/detector/detector-metrics';
import { createDeployedMemory } from '../../lambda/shared/deployed-memory';
import { createDynamoDbSweepStore } from '../../src/adapters/dynamodb/dynamodb-sweep-store';
import { createDynamoDbWatchedCalls } from '../../src/adapters/dynamodb/dynamodb-watched-calls';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { HABIT_SECONDS } from '../../src/detection/watched/calls-of-incident';
import { indexWatches } from '../../src/detection/watched/match-watch';
import { watchedCategories, watchesOf } from '../../src/detection/watched/watch-catalog';
import { createDetector } from '../../src/engine/detector';
import { retentionSeconds } from '../../src/engine/retention';
import { createWatching } from '../../src/engine/watching';
import type { Clock } from '../../src/ports/clock';
import type { Notifier } from '../../src/ports/notifier';
import type { SweepStore } from '../../src/ports/sweep-store';

export const TABLE_NAME = 'regionsweep-bench';

export interface FunctionParts {
  readonly store: SweepStore;
  /** Reaches the table of the store, for the baseline, sightings and watched calls. @default without them */
  readonly client?: DynamoDBClient;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly metrics: DetectorMetrics;
}

/** The handler of the detector with the default configuration, composed as in `lambda/detector/compose.ts`. */
export function localFunction({ metrics, ...parts }: FunctionParts) {
  return createHandler({ ...localDetector(parts), metrics });
}

/** What the detector and the trail reader share, composed as in `lambda/shared/deployed-detector.ts`. */
export function localDetector({ store, client, notifier, clock }: Omit<FunctionParts, 'metrics'>) {
  const { rules, severity, notifyFrom, renotifyMinutes, lateEventHours } = DEFAULT_CONFIG;
  const logger = new Logger({ logLevel: 'SILENT' });
  const parts = { tableName: TABLE_NAME, store, settings: rules, clock, logger };
  return {
    detector: createDetector({
      ...(client && createDeployedMemory({ ...parts, client })),
      ...(client && { watching: localWatching(client, clock) }),
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
    watches: indexWatches(watchesOf(watchedCategories(DEFAULT_CONFIG.watch))),
    logger,
  };
}

function localWatching(client: DynamoDBClient, clock: Clock) {
  const watchedCalls = createDynamoDbWatchedCalls({
    client,
    tableName: TABLE_NAME,
    retentionSeconds: retentionSeconds(DEFAULT_CONFIG) + HABIT_SECONDS,
    clock,
    digest: sha256Digest,
  });
  return createWatching({ watchedCalls, clock, digest: sha256Digest });
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
