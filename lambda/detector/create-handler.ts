import type { Logger } from '@aws-lambda-powertools/logger';
import { emptyTally, type RecordTally } from '../../src/detection/cloudtrail/intake';
import type { ParseOptions } from '../../src/detection/cloudtrail/parse-call';
import type { Call } from '../../src/detection/model';
import type { WatchIndex } from '../../src/detection/watched/match-watch';
import type { WatchedCall } from '../../src/detection/watched/watched-call';
import type { DetectionOutcome } from '../../src/engine/detection-outcome';
import type { Detector } from '../../src/engine/detector';
import type { DetectorAllowlist } from './allowlist';
import { type Delivery, readDeliveries } from './deliveries';
import type { DetectorMetrics } from './detector-metrics';
import { logFailures, logNotification, logNotUsed, logSynthetic } from './invocation-log';
import { isSyntheticRequest, type PublishSynthetic } from './synthetic';
import {
  notUsedOf,
  type TakenDeliveries,
  type TakenDelivery,
  takeDeliveries,
} from './take-deliveries';

export interface HandlerParts {
  readonly detector: Detector;
  readonly parseOptions: ParseOptions;
  /**
   * Which calls to watch.
   * @default none
   */
  readonly watches?: WatchIndex;
  readonly logger: Logger;
  readonly metrics: DetectorMetrics;
  /** Undefined if there is no allow-list. */
  readonly allowlist?: DetectorAllowlist;
  /** The heartbeat, if there is one. */
  readonly heartbeat?:
    | { readonly roleArn: string; readonly publishSynthetic: PublishSynthetic }
    | undefined;
}

/** The result of an invocation with an event. Lambda drops it; local runs and tests read it. */
export interface EventResult extends RecordTally {
  /** Ids of the published incidents. */
  readonly published: readonly string[];
}

/**
 * The messages of a batch that SQS delivers again. It deletes the others.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export interface BatchResult {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/**
 * The Lambda handler for EventBridge events with a CloudTrail record, one at a time or as messages of a queue.
 * After a failure of DynamoDB or SNS, Lambda or SQS delivers the event or the failed messages again, and finally moves
 * them to the dead-letter queue. The handler logs and counts a record that it cannot use. A retry would not help: the
 * handler accepts such an event, but rejects such a message, so that operators find it in the dead-letter queue.
 */
export function createHandler(
  parts: HandlerParts,
): (event: unknown) => Promise<EventResult | BatchResult> {
  return async (event) => {
    if (parts.heartbeat !== undefined && isSyntheticRequest(event)) {
      return handleSynthetic(parts.heartbeat.publishSynthetic, parts);
    }
    const incoming = readDeliveries(event);
    if (incoming.ingestion === 'queue') {
      return batchResult(await handle(incoming.deliveries, parts));
    }
    const { tally, outcome } = await handle([incoming.delivery], parts);
    throwFailures(outcome);
    return { ...tally, published: idsOfIncidents(outcome) };
  };
}

/** The metrics of incidents and alerts do not count synthetic ones. */
async function handleSynthetic(
  publish: PublishSynthetic,
  { logger }: HandlerParts,
): Promise<EventResult> {
  const outcome = await publish();
  logFailures(logger, outcome.failures);
  throwFailures(outcome);
  const published = idsOfIncidents(outcome);
  logSynthetic(logger, published);
  return { ...emptyTally(), published };
}

function idsOfIncidents({ notifications }: Pick<Outcome, 'notifications'>): string[] {
  return notifications.map(({ notification }) => notification.incident.id);
}

type Outcome = DetectionOutcome<Call | WatchedCall>;

interface Handled extends TakenDeliveries {
  readonly outcome: Outcome;
}

/** The detector gets all calls at once, so that the calls of one principal and window are one write. */
async function handle(
  deliveries: readonly Delivery[],
  { detector, parseOptions, watches, logger, metrics, allowlist, heartbeat }: HandlerParts,
): Promise<Handled> {
  const read = takeDeliveries(deliveries, parseOptions, watches);
  const notUsed = notUsedOf(read.tally);
  for (const [reason, count] of notUsed) {
    logNotUsed(logger, reason, count, idsOf(read.taken, reason));
  }
  // Calls of the heartbeat are counted, which proves that they arrive, and have no other effect.
  const outcome = joined(
    await detector.detect(
      read.calls.filter(({ caller: { roleArn } }) => !isOf(heartbeat, roleArn)),
    ),
    await detector.watch(read.watched),
  );
  for (const published of outcome.notifications) {
    logNotification(logger, published);
  }
  logFailures(logger, outcome.failures);
  const expiredEntries = allowlist?.expiredCountIfDue();
  metrics.record({ ...read, notUsed, outcome, expiredEntries });
  return { ...read, outcome };
}

function joined(a: DetectionOutcome, b: DetectionOutcome<WatchedCall>): Outcome {
  return {
    notifications: [...a.notifications, ...b.notifications],
    sweeps: [...a.sweeps, ...b.sweeps],
    failures: [...a.failures, ...b.failures],
    redeliveries: a.redeliveries + b.redeliveries,
  };
}

function isOf(heartbeat: HandlerParts['heartbeat'], roleArn: string | undefined): boolean {
  return heartbeat !== undefined && heartbeat.roleArn === roleArn;
}

function idsOf(taken: readonly TakenDelivery[], reason: string): string[] {
  return taken
    .filter(({ tally }) => notUsedOf(tally).some(([other]) => other === reason))
    .flatMap(({ delivery: { id } }) => (id === undefined ? [] : [id]));
}

/** SQS delivers a message again if one of its calls failed or one of its records is unreadable. */
function batchResult({ taken, outcome }: Handled): BatchResult {
  const failedCalls = new Set(outcome.failures.flatMap(({ calls }) => calls));
  const failed = taken.filter(
    ({ calls, watched, tally }) =>
      Object.keys(tally.rejected).length > 0 ||
      [...calls, ...watched].some((call) => failedCalls.has(call)),
  );
  return {
    batchItemFailures: failed.map(({ delivery: { id } }) => ({ itemIdentifier: id ?? '' })),
  };
}

/** @throws the error of a single failure, or an AggregateError of several. */
function throwFailures({ failures }: Pick<Outcome, 'failures'>): void {
  const errors = failures.map(({ error }) => error);
  if (errors.length > 1) {
    throw new AggregateError(errors, `The detector failed on ${errors.length} groups of calls.`);
  }
  for (const error of errors) {
    throw error;
  }
}
