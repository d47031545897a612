import { baselineOwnerOf } from '../detection/baseline/baseline-owner';
import { dayOf } from '../detection/baseline/day';
import { isFull } from '../detection/baseline/known-day';
import { firstOfRegions, lessonKey, lessonsOf } from '../detection/baseline/lesson';
import type { Bucket } from '../detection/bucket';
import type { Call } from '../detection/model';
import type { Baseline } from '../ports/baseline';
import type { Clock } from '../ports/clock';
import { withinDeadline } from './deadline';

/** Days of subjects remembered; beyond it the oldest goes. */
const MAX_DAYS = 5000;

/** How long nothing is learned after a failure, in milliseconds, so that no call waits for what does not answer. */
const PAUSE_MS = 60_000;

export interface LearnerParts {
  readonly baseline: Baseline;
  readonly clock: Clock;
  /**
   * How long a lesson may take, in milliseconds.
   * @default as long as it takes
   */
  readonly deadlineMs?: number;
  /** Notified of each failure, for the log. Nothing else comes of it: what was missed is learned another time. */
  readonly onFailure?: (error: unknown) => void;
}

/** Remembers what was seen, for the signals of later sweeps. */
export interface Learner {
  /**
   * Learns from calls, at best effort; it never throws. To be called after everything else.
   *
   * @param bucket that the calls were added to, as it was after it. Without one, every call may teach.
   */
  learn(calls: readonly Call[], bucket?: Bucket): Promise<void>;
}

export function createLearner(parts: LearnerParts): Learner {
  const { baseline, clock, deadlineMs, onFailure } = parts;
  const learned = new Map<string, { regions: ReadonlySet<string>; isFull: boolean }>();
  let pausedUntil = 0;

  function isLearned({ principal, caller, second, region }: Call): boolean {
    const known = learned.get(lessonKey(baselineOwnerOf(principal, caller), dayOf(second)));
    return known !== undefined && (known.isFull || known.regions.has(region));
  }

  function remember(key: string, regions: ReadonlySet<string>, isDayFull: boolean): void {
    learned.delete(key);
    learned.set(key, { regions, isFull: isDayFull });
    if (learned.size > MAX_DAYS) {
      learned.delete(learned.keys().next().value as string);
    }
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
          // Also what found no room, or lost a race: another attempt would be another write.
          const regions = new Set([...day.regions, ...lesson.regions]);
          remember(key, regions, isFull(day));
        } catch (error) {
          pausedUntil = clock() + PAUSE_MS;
          onFailure?.(error);
          return;
        }
      }
    },
  };
}
