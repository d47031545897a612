import type { Bucket } from '../detection/bucket';
import type { Call, Interval } from '../detection/model';
import { overlap, qualifyingIntervals } from '../detection/window';
import { type CallGroup, groupCalls, type LinkedGroups } from './call-groups';
import type { CallFailure, DetectionOutcome } from './detection-outcome';
import { createJudge, type Judge, type JudgeParts } from './judge';
import type { Learner } from './learner';
import { createSettledBuckets } from './settled-buckets';
import type { BucketSpan } from './sweep-reader';
import { createSweepReporter, type ReportLog, type SweepReporterParts } from './sweep-reporter';

export type DetectorParts = Omit<SweepReporterParts, 'judge'> &
  JudgeParts & {
    /**
     * Learns from calls, for the signals of later sweeps.
     * @default the detector learns nothing
     */
    readonly learner?: Learner | undefined;
    /**
     * Judges how severe sweeps are.
     * @default that of `createJudge`
     */
    readonly judge?: Judge | undefined;
  };

/** Calls in, findings out, through a store that any number of detectors share. */
export interface Detector {
  /**
   * Stores calls, finds their sweeps and publishes the notifications of each. Handling the same calls again changes
   * nothing, so a retry repairs every failure. It handles the calls of one rule, principal and bucket together; a
   * failure of one group does not affect the others.
   *
   * @returns failures too, so that the caller retries only the calls concerned.
   */
  detect(calls: readonly Call[]): Promise<DetectionOutcome>;
}

/** An outcome in the making. */
interface Progress extends ReportLog {
  redeliveries: number;
  readonly failures: CallFailure[];
}

/** A group whose calls are in the store. */
interface StoredGroup {
  readonly group: CallGroup;
  readonly bucket: Bucket;
}

/** A group with the sweeps of its calls. */
interface SeenGroup extends StoredGroup {
  /** The bucket of the group and, where windows slide, its neighbours. */
  readonly buckets: readonly Bucket[];
  readonly span: BucketSpan;
  readonly intervals: readonly Interval[];
  readonly isFirstToQualify: boolean;
}

export function createDetector(parts: DetectorParts): Detector {
  const { store, clock, settings, learner, judge = createJudge(parts) } = parts;
  const settled = createSettledBuckets(clock);
  const reporter = createSweepReporter({ ...parts, judge });

  /**
   * Handles groups that share calls. It stores calls under the more specific principal first, and looks for sweeps
   * under the less specific one first. So a handler that sees a sweep under a role also sees it under the session, if
   * it is there, and the finding is opened under the session whichever handler is faster.
   */
  async function detectLinked(groups: LinkedGroups, progress: Progress): Promise<void> {
    const isAlone = groups.length === 1;
    const stored = await each(groups, progress, (group) => storeCalls(group, progress));
    const seen = await each(stored.reverse(), progress, (group) => look(group, isAlone));
    await each(seen.reverse(), progress, async (group) => {
      const alsoUnder = seen
        .filter((other) => other !== group && isOneSweep(group, other))
        .map((other) => other.group.partition.principal.key);
      const isDone =
        group.intervals.length === 0 || (await reporter.report({ ...group, alsoUnder }, progress));
      if (isDone) {
        settled.remember(group.group.key, group.bucket);
      }
    });
    for (const { group, bucket } of stored) {
      await learner?.learn(group.calls, bucket);
    }
  }

  /** @returns `undefined` where the calls cannot change anything any more. */
  async function storeCalls(
    group: CallGroup,
    progress: Progress,
  ): Promise<StoredGroup | undefined> {
    const { key, partition, bucket: index, calls } = group;
    if (settled.covers(key, calls)) {
      return undefined;
    }
    const { bucket, repeats } = await store.addCalls(partition, index, calls);
    progress.redeliveries += repeats;
    return { group, bucket };
  }

  async function look({ group, bucket }: StoredGroup, isAlone: boolean): Promise<SeenGroup> {
    const { partition, bucket: index, calls } = group;
    const thresholds = settings[partition.ruleId];
    const reach = thresholds.windowing === 'tumbling' ? 0 : 1;
    const span = { first: index - reach, last: index + reach };
    // Of several writers, the last to read sees the calls of all, so one of them sees the sweep.
    const buckets =
      reach === 0 && isAlone ? [bucket] : await store.readBuckets(partition, span.first, span.last);
    const read = buckets.flatMap((each) => each.calls);
    const intervals = qualifyingIntervals(read, thresholds);
    const own = new Set(calls.map(({ eventId }) => eventId));
    const others = read.filter(({ eventId }) => !own.has(eventId));
    const isFirstToQualify =
      intervals.length > 0 && qualifyingIntervals(others, thresholds).length === 0;
    return { group, bucket, buckets, span, intervals, isFirstToQualify };
  }

  return {
    async detect(calls) {
      const progress: Progress = { notifications: [], sweeps: [], failures: [], redeliveries: 0 };
      for (const groups of groupCalls(calls, settings)) {
        await detectLinked(groups, progress);
      }
      return progress;
    },
  };
}

/** Takes a step for each group, and drops the groups for which it fails or returns nothing. */
async function each<Group extends CallGroup | StoredGroup, Result>(
  groups: readonly Group[],
  { failures }: Progress,
  step: (group: Group) => Promise<Result | undefined>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const group of groups) {
    try {
      const result = await step(group);
      if (result !== undefined) {
        results.push(result);
      }
    } catch (error) {
      const { calls } = 'group' in group ? group.group : group;
      failures.push({ calls, error });
    }
  }
  return results;
}

/** Whether two groups show one sweep: at the same time, by some of the same calls. */
function isOneSweep(a: SeenGroup, b: SeenGroup): boolean {
  const ids = new Set(a.group.calls.map(({ eventId }) => eventId));
  return (
    a.intervals.some((one) => b.intervals.some((other) => overlap(one, other))) &&
    b.group.calls.some(({ eventId }) => ids.has(eventId))
  );
}
