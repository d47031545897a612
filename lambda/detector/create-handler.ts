import type { Logger } from '@aws-lambda-powertools/logger';
import { emptyTally, type RecordTally, takeCalls } from '../../src/detection/cloudtrail/intake';
import type { ParseOptions } from '../../src/detection/cloudtrail/parse-call';
import { unwrap } from '../../src/detection/cloudtrail/unwrap';
import { isObject, textOf } from '../../src/detection/json';
import type { Call } from '../../src/detection/model';
import type { WatchIndex } from '../../src/detection/watched/match-watch';
import type { WatchedCall } from '../../src/detection/watched/watched-call';
import type { DetectionOutcome } from '../../src/engine/detection-outcome';
import type { Detector } from '../../src/engine/detector';
import type { NotUsedReason } from '../../src/metrics/metric-catalog';
import type { DetectorAllowlist } from '../shared/allowlist';
import { logFailures, logNotification, logNotUsed, logSynthetic } from '../shared/invocation-log';
import type { DetectorMetrics } from './detector-metrics';
import { isSyntheticRequest, type PublishSynthetic } from './synthetic';

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

/** The result of an invocation. Lambda drops it; `redrive`, local runs and tests read it. */
export interface EventResult extends RecordTally {
  /** Ids of the published incidents. */
  readonly published: readonly string[];
}

/**
 * The Lambda handler for EventBridge events with a CloudTrail record. After a failure of DynamoDB or SNS, Lambda delivers
 * the event again, and finally moves it to the dead-letter queue. The handler logs and counts a record that it cannot
 * use, and accepts its event: a retry would not help.
 */
export function createHandler(parts: HandlerParts): (event: unknown) => Promise<EventResult> {
  return async (event) => {
    if (parts.heartbeat !== undefined && isSyntheticRequest(event)) {
      return handleSynthetic(parts.heartbeat.publishSynthetic, parts);
    }
    refuseMessages(event);
    return handle(event, parts);
  };
}

/**
 * Releases before 0.6 could put a queue between EventBridge and the detector. An upgrade deletes that queue only at its
 * end, and until then SQS deletes whatever the detector accepts.
 *
 * @throws Error for messages of a queue.
 */
function refuseMessages(event: unknown): void {
  const records = isObject(event) ? event['Records'] : undefined;
  const [first] = Array.isArray(records) ? records : [];
  if (isObject(first) && first['eventSource'] === 'aws:sqs') {
    throw new Error('The detector takes events of EventBridge, and no messages of a queue.');
  }
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

async function handle(
  event: unknown,
  { detector, parseOptions, watches, logger, metrics, allowlist, heartbeat }: HandlerParts,
): Promise<EventResult> {
  const { calls, watched, tally } = takeCalls(unwrap(event), parseOptions, watches);
  const notUsed = notUsedOf(tally);
  const id = isObject(event) ? textOf(event, 'id') : undefined;
  for (const [reason, count] of notUsed) {
    logNotUsed(logger, reason, count, id === undefined ? [] : [id]);
  }
  // Calls of the heartbeat are counted, which proves that they arrive, and have no other effect.
  const outcome = joined(
    await detector.detect(calls.filter(({ caller: { roleArn } }) => !isOf(heartbeat, roleArn))),
    await detector.watch(watched),
  );
  for (const published of outcome.notifications) {
    logNotification(logger, published);
  }
  logFailures(logger, outcome.failures);
  const expiredEntries = allowlist?.expiredCountIfDue();
  metrics.record({ calls, watched, notUsed, outcome, expiredEntries });
  throwFailures(outcome);
  return { ...tally, published: idsOfIncidents(outcome) };
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

/** The number of records that are neither calls nor watched calls, by reason. */
function notUsedOf({ ignored, rejected }: RecordTally): [NotUsedReason, number][] {
  return Object.entries({ ...ignored, ...rejected }) as [NotUsedReason, number][];
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
