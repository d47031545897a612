import type { Call } from '../detection/model';
import { qualifyingIntervals } from '../detection/window';
import { type CallGroup, groupCalls } from './call-groups';
import type { CallFailure, DetectionOutcome } from './detection-outcome';
import { createSettledBuckets } from './settled-buckets';
import { createSweepReporter, type ReportLog, type SweepReporterParts } from './sweep-reporter';

export type DetectorParts = SweepReporterParts;

/** Calls in, findings out, through a store that any number of detectors share. */
export interface Detector {
  /**
   * Stores calls, finds the sweeps they make and publishes what is to be said of each.
   * Handling the same calls again changes nothing, so every failure is mended by trying again.
   * Calls of one rule, principal and bucket go through it together; the failure of some does not touch the others.
   *
   * @returns failures too, so that only the calls concerned need be tried again.
   */
  detect(calls: readonly Call[]): Promise<DetectionOutcome>;
}

/** An outcome that is coming about. */
interface Progress extends ReportLog {
  redeliveries: number;
}

export function createDetector(parts: DetectorParts): Detector {
  const { store, clock, settings } = parts;
  const settled = createSettledBuckets(clock);
  const reporter = createSweepReporter(parts);

  /** Handles the calls of a group, and enters into the progress what it comes to. */
  async function detectGroup(group: CallGroup, progress: Progress): Promise<void> {
    const { key, partition, bucket: index, calls } = group;
    if (settled.covers(key, calls)) {
      return;
    }
    const thresholds = settings[partition.ruleId];
    const { bucket, repeats } = await store.addCalls(partition, index, calls);
    progress.redeliveries += repeats;
    // Whoever of several writers reads last sees all of their calls, so one of them sees the sweep.
    const reach = thresholds.windowing === 'tumbling' ? 0 : 1;
    const span = { first: index - reach, last: index + reach };
    const buckets =
      reach === 0 ? [bucket] : await store.readBuckets(partition, span.first, span.last);
    const read = buckets.flatMap((each) => each.calls);
    const intervals = qualifyingIntervals(read, thresholds);
    if (intervals.length > 0) {
      const own = new Set(calls.map(({ eventId }) => eventId));
      const others = read.filter(({ eventId }) => !own.has(eventId));
      const isDeciding = qualifyingIntervals(others, thresholds).length === 0;
      const sighting = { group, intervals, buckets, span, isDeciding };
      if (!(await reporter.report(sighting, progress))) {
        return;
      }
    }
    settled.remember(key, bucket);
  }

  return {
    async detect(calls) {
      const progress: Progress = { notifications: [], sweeps: [], redeliveries: 0 };
      const failures: CallFailure[] = [];
      for (const group of groupCalls(calls, settings)) {
        try {
          await detectGroup(group, progress);
        } catch (error) {
          failures.push({ calls: group.calls, error });
        }
      }
      return { ...progress, failures };
    },
  };
}
