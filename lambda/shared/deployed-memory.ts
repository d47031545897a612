import type { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoDbBaseline } from '../../src/adapters/dynamodb/dynamodb-baseline';
import { createDynamoDbSightings } from '../../src/adapters/dynamodb/dynamodb-sightings';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import type { JudgeParts } from '../../src/engine/judge';
import { createLearner, type Learner } from '../../src/engine/learner';
import { createSightingNotes } from '../../src/engine/sighting-notes';
import { createContextReader } from '../../src/engine/sweep-context';
import type { Clock } from '../../src/ports/clock';
import type { SweepStore } from '../../src/ports/sweep-store';

/** What is asked beside the calls may take so long, in milliseconds: without it, the finding goes out just so. */
const MEMORY_DEADLINE_MS = 1500;

/** How long sightings are kept, in seconds: twice as long as they are looked for, and as calls are late. */
const SIGHTINGS_SECONDS = 6 * 3600;

export interface MemoryParts {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly store: SweepStore;
  readonly settings: Readonly<Record<RuleId, RuleSettings>>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What functions remember beyond calls and sweeps, in the same table. What fails of it is logged, and no more. */
export interface DeployedMemory {
  readonly memory: NonNullable<JudgeParts['memory']>;
  readonly learner: Learner;
}

export function createDeployedMemory(parts: MemoryParts): DeployedMemory {
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
    logger.warn('Memory for signals not reached', { error: error as Error });
  };
  const patience = { deadlineMs: MEMORY_DEADLINE_MS, onFailure };
  return {
    learner: createLearner({ baseline, clock, ...patience }),
    memory: {
      contexts: createContextReader({ store, baseline, sightings, settings, clock, ...patience }),
      notes: createSightingNotes({ sightings, ...patience }),
    },
  };
}
