import type { Call } from '../../src/detection/model';
import type { WatchedCall } from '../../src/detection/watched/watched-call';
import type { DetectionOutcome } from '../../src/engine/detection-outcome';
import { METRICS, type NotUsedReason, OTHER_REGION } from '../../src/metrics/metric-catalog';
import { outcomePoints, writeCounts } from '../shared/incident-metrics';

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
      writeCounts([
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
        ...outcomePoints(outcome),
        { metric: METRICS.allowlistExpired, value: expiredEntries },
      ]);
    },
  };
}
