import { baselineOwnerOf } from '../detection/baseline/baseline-owner';
import { dayOf } from '../detection/baseline/day';
import { isFull } from '../detection/baseline/known-day';
import { firstOfRegions, lessonKey, lessonsOf } from '../detection/baseline/lesson';
import type { Bucket } from '../detection/bucket';
import type { Call } from '../detection/model';
import { RecentMap } from '../detection/recent-map';
import type { Baseline } from '../ports/baseline';
import type { Clock } from '../ports/clock';
import { withinDeadline } from './deadline';

/** How many days of baseline owners to remember. */
const MAX_DAYS = 5000;

/** How long to pause after a failure, in milliseconds, so that no call waits for a store that does not answer. */
const PAUSE_MS = 60_000;

export interface LearnerParts {
  readonly baseline: Baseline;
  readonly clock: Clock;
  /**
   * How long a lesson may take, in milliseconds.
   * @default as long as it takes
   */
  readonly deadlineMs?: number;
  /** Called for each failure, for the log. A failure has no other effect: the learner learns the same another time. */
  readonly onFailure?: (error: unknown) => void;
}

/** Learns from calls, for the signals of later sweeps. */
export interface Learner {
  /**
   * Learns from calls, at best effort; it never throws. Call it after everything else.
   *
   * @param bucket that the calls were added to, after the addition. Without one, the learner uses every call.
   */
  learn(calls: readonly Call[], bucket?: Bucket): Promise<void>;
}

export function createLearner(parts: LearnerParts): Learner {
  const { baseline, clock, deadlineMs, onFailure } = parts;
  const learned = new RecentMap<string, { regions: ReadonlySet<string>; isFull: boolean }>(
    MAX_DAYS,
  );
  let pausedUntil = 0;

  function isLearned({ principal, caller, second, region }: Call): boolean {
    const known = learned.get(lessonKey(baselineOwnerOf(principal, caller), dayOf(second)));
    return known !== undefined && (known.isFull || known.regions.has(region));
  }

  return {
    async learn(calls, bucket) {
      if (clock() < pausedUntil) {
        return;
      }
      const unknown = calls.filter((call) => !isLearned(call));
      if (unknown.length === 0) {
        return;
      }
      const teaching = bucket === undefined ? unknown : firstOfRegions(unknown, bucket);
      for (const lesson of lessonsOf(teaching)) {
        try {
          const day = await withinDeadline(deadlineMs, () => baseline.learn(lesson));
          const key = lessonKey(lesson.subject, lesson.day);
          // Also where there was no room, or another writer was faster: another attempt would be another write.
          const regions = new Set([...day.regions, ...lesson.regions]);
          learned.set(key, { regions, isFull: isFull(day) });
        } catch (error) {
          pausedUntil = clock() + PAUSE_MS;
          onFailure?.(error);
          return;
        }
      }
    },
  };
}
