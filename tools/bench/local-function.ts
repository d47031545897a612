import { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createHandler } from '../../lambda/detector/create-handler';
import type { DetectorMetrics } from '../../lambda/detector/detector-metrics';
import { createDeployedMemory } from '../../lambda/shared/deployed-memory';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { createDetector } from '../../src/engine/detector';
import type { Clock } from '../../src/ports/clock';
import type { Notifier } from '../../src/ports/notifier';
import type { SweepStore } from '../../src/ports/sweep-store';
import { TABLE_NAME } from './dynamodb/local-store';

export interface FunctionParts {
  readonly store: SweepStore;
  /**
   * Reaches the table of the store, for what is remembered beside calls and sweeps.
   * @default nothing is
   */
  readonly client?: DynamoDBClient;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly metrics: DetectorMetrics;
}

/** The handler of the detector with the default configuration, as `lambda/detector/compose.ts` puts it together. */
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
