import { isCovered } from '../../src/detection/finding';
import { leadOf } from '../../src/detection/incident/incident';
import type { Call } from '../../src/detection/model';
import type { WatchedCall } from '../../src/detection/watched/watched-call';
import type { DetectionOutcome, PublishedNotification } from '../../src/engine/detection-outcome';
import { METRICS, type NotUsedReason, OTHER_REGION } from '../../src/metrics/metric-catalog';
import { type MetricPoint, writeMetrics } from '../shared/write-metrics';

/** The result of one invocation. */
interface Invocation {
  /** All calls received, handled or not. */
  readonly calls: readonly Call[];
  /** All watched calls received, handled or not. */
  readonly watched: readonly Pick<WatchedCall, 'category'>[];
  /** Number of records that are neither, by reason. */
  readonly notUsed: readonly (readonly [NotUsedReason, number])[];
  readonly outcome: DetectionOutcome<Call | WatchedCall>;
  /** Number of expired allow-list entries, if it is due. */
  readonly expiredEntries?: number | undefined;
}

/** Writes the metrics of the detector. */
export interface DetectorMetrics {
  record(invocation: Invocation): void;
}

/**
 * Metrics in the log of the function; see `src/metrics/metric-catalog.ts`. Counts of zero are not written.
 *
 * @param knownRegions regions with a metric of their own. All other regions share one, because the region is a text of
 * the record, and each further value of a dimension is a further metric to pay for.
 */
export function createDetectorMetrics(knownRegions: readonly string[]): DetectorMetrics {
  const known = new Set(knownRegions);
  return {
    record({ calls, watched, notUsed, outcome, expiredEntries = 0 }) {
      const { notifications, failures, redeliveries } = outcome;
      const callsNotHandled = failures.reduce((sum, failure) => sum + failure.calls.length, 0);
      const points: MetricPoint[] = [
        ...calls.map(({ ruleId, region }) => ({
          metric: METRICS.calls,
          value: 1,
          dimensions: { ruleId, region: known.has(region) ? region : OTHER_REGION },
        })),
        ...watched.map(({ category }) => ({
          metric: METRICS.watchedCalls,
          value: 1,
          dimensions: { category },
        })),
        ...notUsed.map(([reason, value]) => ({
          metric: METRICS.recordsNotUsed,
          value,
          dimensions: { reason },
        })),
        ...notifications.flatMap(pointsOf),
        { metric: METRICS.redeliveries, value: redeliveries },
        { metric: METRICS.callsNotHandled, value: callsNotHandled },
        { metric: METRICS.allowlistExpired, value: expiredEntries },
      ];
      writeMetrics(points.filter(({ metric, value }) => value > 0 || metric.unit !== 'Count'));
    },
  };
}

function pointsOf(published: PublishedNotification): MetricPoint[] {
  const { notification } = published;
  const { kind, audience, incident } = notification;
  const { severity, findings } = incident;
  // Not when people get what the archive had before.
  const isOpened = kind === 'opened' && notification.from === undefined;
  return [
    {
      metric: METRICS.incidents,
      value: Number(isOpened),
      dimensions: { ruleId: leadOf(incident).rule.id, severity },
    },
    { metric: METRICS.incidentsCovered, value: Number(isOpened && findings.every(isCovered)) },
    ...(audience === 'people'
      ? [
          { metric: METRICS.notifications, value: 1, dimensions: { kind } },
          { metric: METRICS.notificationLatency, value: latencyOf(published) },
        ]
      : []),
  ];
}

/**
 * Milliseconds from the last call of an incident's lead (event time) to a notification. Event times are whole seconds of
 * other clocks, so the difference can be negative; the result is then zero.
 */
export function latencyOf({ notification, publishedAt }: PublishedNotification): number {
  return Math.max(0, publishedAt - Date.parse(leadOf(notification.incident).evidence.lastCall));
}
