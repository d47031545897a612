import type { Logger } from '@aws-lambda-powertools/logger';
import type { RecordTally } from '../../src/detection/cloudtrail/intake';
import type { ParseOptions } from '../../src/detection/cloudtrail/parse-call';
import type { DetectionOutcome } from '../../src/engine/detection-outcome';
import type { Detector } from '../../src/engine/detector';
import type { DetectorAllowlist } from './allowlist';
import { type Delivery, type QueueDelivery, readDeliveries } from './deliveries';
import type { DetectorMetrics } from './detector-metrics';
import { logFailures, logNotification, logNotUsed } from './invocation-log';
import {
  notUsedOf,
  type TakenDeliveries,
  type TakenDelivery,
  takeDeliveries,
} from './take-deliveries';

export interface HandlerParts {
  readonly detector: Detector;
  readonly parseOptions: ParseOptions;
  readonly logger: Logger;
  readonly metrics: DetectorMetrics;
  /** Where there is none, no entry has expired. */
  readonly allowlist?: DetectorAllowlist;
}

/** What an invocation with an event did. Lambda drops it; local runs and tests read it. */
export interface EventResult extends RecordTally {
  /** Ids of the findings published. */
  readonly published: readonly string[];
}

/**
 * The messages of a batch that are to be delivered again; the queue forgets the others.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export interface BatchResult {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/**
 * The Lambda handler for EventBridge events that hold a CloudTrail record, one by one or as messages of a queue.
 * A failure of DynamoDB or SNS makes the event, or the messages concerned, come again, and in the end go to the
 * dead-letter queue. A record that cannot be used is logged and counted. It would be no better the next time: an
 * event with one is done with, while a message goes the way to the dead-letter queue, where it can be looked at.
 */
export function createHandler(
  parts: HandlerParts,
): (event: unknown) => Promise<EventResult | BatchResult> {
  return async (event) => {
    const incoming = readDeliveries(event);
    if (incoming.ingestion === 'queue') {
      return batchResult(await handle(incoming.deliveries, parts));
    }
    const { tally, outcome } = await handle([incoming.delivery], parts);
    throwFailures(outcome);
    return {
      ...tally,
      published: outcome.notifications.map(({ notification }) => notification.finding.id),
    };
  };
}

interface Handled<Kind extends Delivery> extends TakenDeliveries<Kind> {
  readonly outcome: DetectionOutcome;
}

/** All calls go through the detector together, so that those of one principal and window are one write. */
async function handle<Kind extends Delivery>(
  deliveries: readonly Kind[],
  { detector, parseOptions, logger, metrics, allowlist }: HandlerParts,
): Promise<Handled<Kind>> {
  const read = takeDeliveries(deliveries, parseOptions);
  const notUsed = notUsedOf(read.tally);
  for (const [reason, count] of notUsed) {
    logNotUsed(logger, reason, count, idsOf(read.taken, reason));
  }
  const outcome = await detector.detect(read.calls);
  for (const published of outcome.notifications) {
    logNotification(logger, published);
  }
  logFailures(logger, outcome.failures);
  const expiredEntries = allowlist?.expiredCountIfDue();
  metrics.record({ calls: read.calls, notUsed, outcome, expiredEntries });
  return { ...read, outcome };
}

function idsOf(taken: readonly TakenDelivery[], reason: string): string[] {
  return taken
    .filter(({ tally }) => notUsedOf(tally).some(([other]) => other === reason))
    .flatMap(({ delivery: { id } }) => (id === undefined ? [] : [id]));
}

/** A message comes again when one of its calls failed, or when it holds what cannot be read. */
function batchResult({ taken, outcome }: Handled<QueueDelivery>): BatchResult {
  const failedCalls = new Set(outcome.failures.flatMap(({ calls }) => calls));
  const failed = taken.filter(
    ({ calls, tally }) =>
      Object.keys(tally.rejected).length > 0 || calls.some((call) => failedCalls.has(call)),
  );
  return { batchItemFailures: failed.map(({ delivery: { id } }) => ({ itemIdentifier: id })) };
}

/** @throws the error of the only failure, or all errors of several. */
function throwFailures({ failures }: DetectionOutcome): void {
  const errors = failures.map(({ error }) => error);
  if (errors.length > 1) {
    throw new AggregateError(errors, `${errors.length} groups of calls were not handled.`);
  }
  for (const error of errors) {
    throw error;
  }
}
