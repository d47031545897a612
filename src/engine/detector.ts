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
     * Remembers what was seen, for the signals of later sweeps.
     * @default nobody does
     */
    readonly learner?: Learner | undefined;
    /**
     * Says what sweeps are worth telling.
     * @default that of `createJudge`
     */
    readonly judge?: Judge | undefined;
  };

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
  readonly failures: CallFailure[];
}

/** A group whose calls are in the store. */
interface StoredGroup {
  readonly group: CallGroup;
  readonly bucket: Bucket;
}

/** A group with what its calls come to. */
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
   * Handles groups that share calls. Calls are stored under the more specific principal first, and sweeps are looked for
   * under the less specific one first: so whoever sees a sweep under a role sees it under the session as well,
   * if it is there, and the finding is opened under the session whoever is faster.
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

  /** @returns nothing where nothing can come of the calls any more. */
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
    // Whoever of several writers reads last sees all of their calls, so one of them sees the sweep.
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

/** Takes a step for each group, and leaves out those for which it fails or comes to nothing. */
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
