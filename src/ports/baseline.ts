import type { BaselineOwner } from '../detection/baseline/baseline-owner';
import type { History } from '../detection/baseline/history';
import type { KnownDay } from '../detection/baseline/known-day';
import type { Lesson } from '../detection/baseline/lesson';

/**
 * What was seen before: by account, subject and day, the regions and addresses of calls. Lessons are united, so they may
 * be learned twice, by many, in any order. Every method rejects with the error of whatever holds the baseline.
 */
export interface Baseline {
  /**
   * Takes in what fits of a lesson. What is known already is not written again.
   *
   * @returns what is known of the day as far as this process can tell; others may have added to it.
   */
  learn(lesson: Lesson): Promise<KnownDay>;

  /** What was learned before a day, see `isHistory`. It may miss what others learned within the last seconds. */
  read(subject: BaselineOwner, today: number): Promise<History>;
}
