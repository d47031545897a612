import type { Call } from '../../src/detection/model';
import type { DetectionOutcome, PublishedFinding } from '../../src/engine/detection-outcome';
import { METRICS, type NotUsedReason, OTHER_REGION } from '../../src/metrics/catalog';
import { createPowertoolsMetrics } from '../shared/powertools-metrics';
import { type MetricPoint, writeMetrics } from '../shared/write-metrics';

/** What one invocation came to. */
interface Invocation {
  /** All that came in, whatever became of them. */
  readonly calls: readonly Call[];
  /** Records that are no calls, by reason. */
  readonly notUsed: readonly (readonly [NotUsedReason, number])[];
  readonly outcome: DetectionOutcome;
  /** Findings that the allow-list covers, so that they were not published. */
  readonly findingsCovered?: number;
  /** Entries of the allow-list that have expired, when it is time to say so. */
  readonly expiredEntries?: number | undefined;
}

/** Tells operators what the function does, in figures. */
export interface DetectorMetrics {
  record(invocation: Invocation): void;
}

/**
 * Metrics in the log of the function, see `src/metrics/catalog.ts`. What is zero is not written.
 *
 * @param knownRegions regions that are told apart. All others are one, because a region is a text of the record,
 * and every further value of a dimension is a further metric to pay for.
 */
export function createDetectorMetrics(knownRegions: readonly string[]): DetectorMetrics {
  const powertools = createPowertoolsMetrics();
  const known = new Set(knownRegions);
  return {
    record({ calls, notUsed, outcome, findingsCovered = 0, expiredEntries = 0 }) {
      writeMetrics(powertools, [
        ...calls.map(({ region }) => ({
          metric: METRICS.calls,
          value: 1,
          dimensions: { region: known.has(region) ? region : OTHER_REGION },
        })),
        ...notUsed.map(([reason, value]) => ({
          metric: METRICS.recordsNotUsed,
          value,
          dimensions: { reason },
        })),
        ...pointsOf(outcome),
        ...[
          { metric: METRICS.findingsCovered, value: findingsCovered },
          { metric: METRICS.allowlistExpired, value: expiredEntries },
        ].filter(({ value }) => value > 0),
      ]);
    },
  };
}

function pointsOf({ findings, failures, redeliveries }: DetectionOutcome): MetricPoint[] {
  const callsNotHandled = failures.reduce((sum, { calls }) => sum + calls.length, 0);
  return [
    ...findings.flatMap((published): MetricPoint[] => {
      const {
        severity,
        rule: { id: ruleId },
      } = published.finding;
      return [
        { metric: METRICS.findings, value: 1, dimensions: { ruleId, severity } },
        { metric: METRICS.notificationLatency, value: latencyOf(published) },
      ];
    }),
    ...[
      { metric: METRICS.redeliveries, value: redeliveries },
      { metric: METRICS.callsNotHandled, value: callsNotHandled },
    ].filter(({ value }) => value > 0),
  ];
}

/**
 * Milliseconds from the last call of a finding, in event time, to its notification. Event times are whole seconds
 * of other clocks, so it may come out below zero; it then is zero.
 */
export function latencyOf({ finding, publishedAt }: PublishedFinding): number {
  return Math.max(0, publishedAt - Date.parse(finding.evidence.lastCall));
}
