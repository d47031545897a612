import type { Ingestion } from '../../../src/config/config';
import type { Delivery } from '../scenario';
import { directIngestion } from './direct-ingestion';
import type { LambdaFunction } from './lambda-function';
import { queueIngestion } from './queue-ingestion';
import type { Timeline } from './timeline';

/** The way from EventBridge to the function, with all its tries and where it leads in the end. */
export interface IngestionPath {
  /** An event comes in now. */
  deliver(delivery: Delivery): void;
  /** Deliveries that came to the function again, each as often as it did. */
  readonly triedAgain: readonly Delivery[];
  /** Takes what is in the dead-letter queue. */
  takeDeadLetters(): Delivery[];
}

export interface IngestionParts {
  readonly timeline: Timeline;
  readonly lambda: LambdaFunction;
  /** Messages that the function gets at once, at most. */
  readonly batchSize: number;
}

export const INGESTION_PATHS: Readonly<
  Record<Ingestion, (parts: IngestionParts) => IngestionPath>
> = { direct: directIngestion, queue: queueIngestion };
