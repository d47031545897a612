import type { DetectionConfig } from '../../../src/config/config';
import type { Services } from '../detector-process';
import type { Requests } from '../requests';
import type { Delivery } from '../scenario';
import type { LambdaFunction } from './lambda-function';
import type { LambdaProcess } from './lambda-process';
import type { Timeline } from './timeline';

/** A function that counts calls, and the path by which they reach it. */
export interface Platform {
  /** Starts a process of the function. */
  readonly startProcess: (
    services: Services,
    config: DetectionConfig,
    timeline: Timeline,
    requests: Requests,
  ) => LambdaProcess;
  readonly openPath: (parts: PathParts) => DeliveryPath;
}

export interface PathParts {
  readonly timeline: Timeline;
  readonly lambda: LambdaFunction;
  /** The most calls that the function gets at once, of those that arrive together. */
  readonly groupSize: number;
  readonly services: Services;
  /** The number of the run, which no other run has. */
  readonly run: number;
}

/** What is known of the delivery of calls, once no dead letter is left. */
interface KnownDelivery {
  /** The IDs of the calls that arrived before. */
  readonly before: ReadonlySet<string>;
  /** Whether nothing failed and the store had room for every call. */
  readonly isExact: boolean;
}

/** A path to the function, with its retries and its dead-letter queue. */
export interface DeliveryPath {
  /** Delivers a call now. */
  deliver(delivery: Delivery): void;
  /** What the function received again, once per repetition. */
  readonly triedAgain: readonly Delivery[];
  readonly deadLetters: readonly Delivery[];
  /** Sends the dead letters again, as new ones. */
  redrive(): void;
  /** What the path wrote down of the delivery of calls, and should not have. */
  problems(known: KnownDelivery): Promise<string[]>;
}
