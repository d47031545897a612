import { baselineOwnerOf } from '../detection/baseline/baseline-owner';
import { dayOf } from '../detection/baseline/day';
import { isFull } from '../detection/baseline/known-day';
import { firstOfRegions, lessonKey, lessonsOf } from '../detection/baseline/lesson';
import type { Bucket } from '../detection/bucket';
import type { Call } from '../detection/model';
import { RecentMap } from '../detection/recent-map';
import type { Baseline } from '../ports/baseline';
import { createPatience, type PatienceOptions } from './patience';

/** How many days of baseline owners to remember. */
const MAX_DAYS = 5000;

/** How long to learn nothing after a failure, in milliseconds. */
const PAUSE_MS = 60_000;

/** A failure has no effect beyond the log: the learner learns the same another time. */
export interface LearnerParts extends PatienceOptions {
  readonly baseline: Baseline;
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
  const { baseline } = parts;
  const patience = createPatience({ ...parts, pauseMs: PAUSE_MS });
  const learned = new RecentMap<string, { regions: ReadonlySet<string>; isFull: boolean }>(
    MAX_DAYS,
  );

  function isLearned({ principal, caller, second, region }: Call): boolean {
    const known = learned.get(lessonKey(baselineOwnerOf(principal, caller), dayOf(second)));
    return known !== undefined && (known.isFull || known.regions.has(region));
  }

  return {
    async learn(calls, bucket) {
      const unknown = calls.filter((call) => !isLearned(call));
      if (unknown.length === 0) {
        return;
      }
      const teaching = bucket === undefined ? unknown : firstOfRegions(unknown, bucket);
      for (const lesson of lessonsOf(teaching)) {
        const answer = await patience(() => baseline.learn(lesson));
        if (!answer.ok) {
          return;
        }
        const day = answer.value;
        // Also where there was no room, or another writer was faster: another attempt would be another write.
        const regions = new Set([...day.regions, ...lesson.regions]);
        learned.set(lessonKey(lesson.subject, lesson.day), { regions, isFull: isFull(day) });
      }
    },
  };
}
