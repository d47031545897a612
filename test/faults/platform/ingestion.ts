import type { Ingestion } from '../../../src/config/config';
import type { Delivery } from '../scenario';
import { directIngestion } from './direct-ingestion';
import type { LambdaFunction } from './lambda-function';
import { queueIngestion } from './queue-ingestion';
import type { Timeline } from './timeline';

/** The path from EventBridge to the function, with its retries and its dead-letter queue. */
export interface IngestionPath {
  /** Delivers an event now. */
  deliver(delivery: Delivery): void;
  /** What the function received again, once per repetition. */
  readonly triedAgain: readonly Delivery[];
  /** Empties the dead-letter queue. */
  takeDeadLetters(): Delivery[];
}

export interface IngestionParts {
  readonly timeline: Timeline;
  readonly lambda: LambdaFunction;
  /** The most messages that the function receives at once. */
  readonly batchSize: number;
}

export const INGESTION_PATHS: Readonly<
  Record<Ingestion, (parts: IngestionParts) => IngestionPath>
> = { direct: directIngestion, queue: queueIngestion };
