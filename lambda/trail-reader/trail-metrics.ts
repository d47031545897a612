import type { JudgedHour } from '../../src/collection/delivery/judge-hours';
import type { NotReadReason } from '../../src/collection/not-read';
import type { ObjectReading } from '../../src/collection/read-trail-object';
import type { DetectionOutcome } from '../../src/engine/detection-outcome';
import { METRICS, type NotUsedReason, OTHER_REGION } from '../../src/metrics/metric-catalog';
import { outcomePoints, writeCounts } from '../shared/incident-metrics';
import type { MetricPoint } from '../shared/write-metrics';

/** What was read of a trail file. */
interface ReadFile {
  readonly reading: ObjectReading;
  readonly lagMs: number | undefined;
}

/** Collects the metrics of one invocation. */
export interface TrailMetrics {
  outcome(outcome: DetectionOutcome<unknown>): void;
  file(file: ReadFile): void;
  notRead(reason: NotReadReason): void;
  hour(judged: JudgedHour): void;
  /** Writes what was collected. */
  write(): void;
}

/**
 * Metrics in the log of the function; see `src/metrics/metric-catalog.ts`.
 *
 * @param knownRegions regions with a metric of their own.
 */
export function createTrailMetrics(knownRegions: readonly string[]): TrailMetrics {
  const known = new Set(knownRegions);
  let points: MetricPoint[] = [];
  return {
    outcome: (outcome) => void points.push(...outcomePoints(outcome)),
    file({ reading, lagMs }) {
      const { tally, calls, failure } = reading;
      const rejected = Object.entries(tally.rejected) as [NotUsedReason, number][];
      points.push(
        { metric: METRICS.trailFiles, value: Number(failure === undefined) },
        { metric: METRICS.trailCalls, value: calls },
        // Ignored records are not counted: a trail has every call, and nearly all of them concern no rule.
        ...rejected.map(([reason, value]) => ({
          metric: METRICS.recordsNotUsed,
          value,
          dimensions: { reason },
        })),
        ...(lagMs === undefined ? [] : [{ metric: METRICS.trailLag, value: lagMs }]),
      );
    },
    hour({ silent, missed, shares }) {
      points.push(
        { metric: METRICS.silentPlaces, value: silent.length },
        { metric: METRICS.missedPlaces, value: missed.length },
        ...[...shares].map(([region, share]) => ({
          metric: METRICS.eventBridgeShare,
          value: Math.round(share * 100),
          dimensions: { region: known.has(region) ? region : OTHER_REGION },
        })),
      );
    },
    notRead: (reason) =>
      void points.push({ metric: METRICS.trailFilesNotRead, value: 1, dimensions: { reason } }),
    write() {
      writeCounts(points);
      points = [];
    },
  };
}
