import type { Logger } from '@aws-lambda-powertools/logger';
import { leadOf } from '../../src/detection/incident/incident';
import { cleanText } from '../../src/detection/text';
import type { CallFailure, PublishedNotification } from '../../src/engine/detection-outcome';
import type { NotUsedReason } from '../../src/metrics/metric-catalog';
import { latencyOf } from './incident-metrics';

/** What the log shows of a failure. */
type Failure = CallFailure<{ readonly eventId: string }>;

/** Maximum number of ids in one log line. One invocation can fail on thousands of calls. */
const MAX_LOGGED_IDS = 10;

/** Longer ids are cut off. */
const MAX_ID_BYTES = 64;

/** Logs a published notification. The evidence is in the notification and in the table. */
export function logNotification(logger: Logger, published: PublishedNotification): void {
  const { kind, audience, heldBack, incident } = published.notification;
  const { id: incidentId, identity, findings, severity, score } = incident;
  const { rule, principal, evidence, detectedAt } = leadOf(incident);
  logger.info(`Incident ${kind}`, {
    audience,
    ...(heldBack !== undefined && { heldBack }),
    incidentId,
    identity: identity.key,
    findingIds: findings.map(({ id }) => id),
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

/** Logs a synthetic finding, under another message than any other. */
export function logSynthetic(logger: Logger, incidentIds: readonly string[]): void {
  logger.info('Synthetic finding published', { incidentIds });
}

/**
 * Logs that records were not used for one reason.
 *
 * @param deliveryIds ids of their events, to find them in other logs.
 */
export function logNotUsed(
  logger: Logger,
  reason: NotUsedReason,
  count: number,
  deliveryIds: readonly string[],
): void {
  logger.warn('Record not used', { reason, count, deliveryIds: shown(deliveryIds) });
}

/** Logs one line per kind of error: if the table is missing, all calls fail for the same reason. */
export function logFailures(logger: Logger, failures: readonly Failure[]): void {
  const byKind = new Map<string, Failure[]>();
  for (const failure of failures) {
    const kind = failure.error instanceof Error ? failure.error.name : '';
    byKind.set(kind, [...(byKind.get(kind) ?? []), failure]);
  }
  for (const alike of byKind.values()) {
    const calls = alike.flatMap((failure) => failure.calls);
    logger.error('Calls not handled; they will be delivered again', {
      count: calls.length,
      eventIds: shown(calls.map(({ eventId }) => eventId)),
      error: alike[0]?.error as Error,
    });
  }
}

function shown(ids: readonly string[]): string[] {
  return ids.slice(0, MAX_LOGGED_IDS).map((id) => cleanText(id, MAX_ID_BYTES));
}
