import { isCovered } from '../../src/detection/finding';
import { leadOf } from '../../src/detection/incident/incident';
import type { DetectionOutcome, PublishedNotification } from '../../src/engine/detection-outcome';
import { METRICS } from '../../src/metrics/metric-catalog';
import { type MetricPoint, writeMetrics } from './write-metrics';

/** The metrics of what the detector did with some calls. */
export function outcomePoints({
  notifications,
  failures,
  redeliveries,
}: DetectionOutcome<unknown>): MetricPoint[] {
  const callsNotHandled = failures.reduce((sum, failure) => sum + failure.calls.length, 0);
  return [
    ...notifications.flatMap(pointsOf),
    { metric: METRICS.redeliveries, value: redeliveries },
    { metric: METRICS.callsNotHandled, value: callsNotHandled },
  ];
}

/** Writes values, but no counts of zero. */
export function writeCounts(points: readonly MetricPoint[]): void {
  writeMetrics(points.filter(({ metric, value }) => value > 0 || metric.unit !== 'Count'));
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
