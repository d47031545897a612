import type { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoDbBaseline } from '../../src/adapters/dynamodb/dynamodb-baseline';
import { createDynamoDbSightings } from '../../src/adapters/dynamodb/dynamodb-sightings';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/catalog';
import type { JudgeParts } from '../../src/engine/judge';
import { createSightingNotes } from '../../src/engine/sighting-notes';
import { createContextReader } from '../../src/engine/sweep-context';
import type { Baseline } from '../../src/ports/baseline';
import type { SweepStore } from '../../src/ports/sweep-store';

/** What is asked beside the calls may take so long, in milliseconds: without it, the finding goes out just so. */
export const MEMORY_DEADLINE_MS = 1500;

/** How long sightings are kept, in seconds: twice as long as they are looked for, and as calls are late. */
const SIGHTINGS_SECONDS = 6 * 3600;

export interface MemoryParts {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly store: SweepStore;
  readonly settings: Readonly<Record<RuleId, RuleSettings>>;
  readonly logger: Logger;
}

/** What functions remember beyond calls and sweeps, in the same table. */
export interface DeployedMemory {
  readonly baseline: Baseline;
  readonly memory: NonNullable<JudgeParts['memory']>;
  /** Logs that something of it failed. Nothing else comes of that. */
  readonly onFailure: (error: unknown) => void;
}

export function createDeployedMemory(parts: MemoryParts): DeployedMemory {
  const { client, tableName, store, settings, logger } = parts;
  const clock = Date.now;
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
    baseline,
    memory: {
      contexts: createContextReader({ store, baseline, sightings, settings, clock, ...patience }),
      notes: createSightingNotes({ sightings, ...patience }),
    },
    onFailure,
  };
}
