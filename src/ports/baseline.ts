import type { BaselineOwner } from '../detection/baseline/baseline-owner';
import type { History } from '../detection/baseline/history';
import type { KnownDay } from '../detection/baseline/known-day';
import type { Lesson } from '../detection/baseline/lesson';

/**
 * The regions and source IPs of earlier calls, by account, baseline owner and day. Lessons are united, so processes may
 * learn them twice and in any order. Every method rejects with the store's own error.
 */
export interface Baseline {
  /**
   * Learns what fits of a lesson. It does not write again what it already knows.
   *
   * @returns what this process knows about the day; other processes may have added to it.
   */
  learn(lesson: Lesson): Promise<KnownDay>;

  /** What was learned before a day, see `isHistory`. It may miss what others learned within the last few seconds. */
  read(subject: BaselineOwner, today: number): Promise<History>;
}
