import type { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoDbBaseline } from '../../src/adapters/dynamodb/dynamodb-baseline';
import { createDynamoDbSightings } from '../../src/adapters/dynamodb/dynamodb-sightings';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import { createLearner } from '../../src/engine/learner';
import { createSweepMemory } from '../../src/engine/sweep-memory';
import type { Clock } from '../../src/ports/clock';
import type { SweepStore } from '../../src/ports/sweep-store';

/** Time limit for the baseline and sightings, in milliseconds. After it, the finding goes out without them. */
const MEMORY_DEADLINE_MS = 1500;

/** Retention of sightings, in seconds. RegionSweep looks back 30 min, but calls can be late. */
const SIGHTINGS_SECONDS = 6 * 3600;

export interface MemoryParts {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly store: SweepStore;
  readonly settings: Readonly<Record<RuleId, RuleSettings>>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The baseline and the sightings, in the same table as the calls. Their failures are logged and have no other effect. */
export function createDeployedMemory(parts: MemoryParts) {
  const { client, tableName, store, settings, clock, logger } = parts;
  const baseline = createDynamoDbBaseline({ client, tableName, digest: sha256Digest });
  const sightings = createDynamoDbSightings({
    client,
    tableName,
    retentionSeconds: SIGHTINGS_SECONDS,
    clock,
    digest: sha256Digest,
  });
  const onFailure = (error: unknown): void => {
    logger.warn('Baseline or sightings not available', { error: error as Error });
  };
  const patience = { deadlineMs: MEMORY_DEADLINE_MS, onFailure };
  return {
    learner: createLearner({ baseline, clock, ...patience }),
    memory: createSweepMemory({ store, baseline, sightings, settings, clock, ...patience }),
  };
}
