import type { Logger } from '@aws-lambda-powertools/logger';
import { cleanText } from '../../src/detection/text';
import type { CallFailure, PublishedNotification } from '../../src/engine/detection-outcome';
import type { NotUsedReason } from '../../src/metrics/metric-catalog';
import { latencyOf } from './detector-metrics';

/** Ids in one line of the log; a batch may hold thousands. */
const MAX_LOGGED_IDS = 10;

/** Longest id that is logged whole. */
const MAX_ID_BYTES = 64;

/** Logs a notification that is out. The evidence is in it and in the state. */
export function logNotification(logger: Logger, published: PublishedNotification): void {
  const { kind, audience, finding } = published.notification;
  const { id, rule, severity, score, principal, evidence, detectedAt } = finding;
  logger.info(`Finding ${kind}`, {
    audience,
    findingId: id,
    ruleId: rule.id,
    severity,
    score,
    principal: principal.key,
    regionCount: evidence.regionCount,
    callCount: evidence.callCount,
    detectedAt,
    latencyMs: latencyOf(published),
  });
}

/**
 * Logs records that are no calls, of one reason.
 *
 * @param deliveryIds of the events or messages that held them, by which they are found in other logs.
 */
export function logNotUsed(
  logger: Logger,
  reason: NotUsedReason,
  count: number,
  deliveryIds: readonly string[],
): void {
  logger.warn('Record not used', { reason, count, deliveryIds: shown(deliveryIds) });
}

/** Logs failures in one line for each kind of error: when a table is gone, everything fails for one reason. */
export function logFailures(logger: Logger, failures: readonly CallFailure[]): void {
  const byKind = new Map<string, CallFailure[]>();
  for (const failure of failures) {
    const kind = failure.error instanceof Error ? failure.error.name : '';
    byKind.set(kind, [...(byKind.get(kind) ?? []), failure]);
  }
  for (const alike of byKind.values()) {
    const calls = alike.flatMap((failure) => failure.calls);
    logger.error('Calls not handled; they are delivered again', {
      count: calls.length,
      eventIds: shown(calls.map(({ eventId }) => eventId)),
      error: alike[0]?.error as Error,
    });
  }
}

function shown(ids: readonly string[]): string[] {
  return ids.slice(0, MAX_LOGGED_IDS).map((id) => cleanText(id, MAX_ID_BYTES));
}
