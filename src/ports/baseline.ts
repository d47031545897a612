import type { BaselineOwner } from '../detection/baseline/baseline-owner';
import type { History } from '../detection/baseline/history';
import type { KnownDay } from '../detection/baseline/known-day';
import type { Lesson } from '../detection/baseline/lesson';

/**
 * The regions and source IPs of earlier calls, by account, subject and day. A lesson is added by set union, so any
 * process may learn it, twice and in any order. Every method rejects with the error of the storage.
 */
export interface Baseline {
  /**
   * Learns the part of a lesson that fits. It does not write again what is already known.
   *
   * @returns the day as this process knows it. Other processes may have added to it.
   */
  learn(lesson: Lesson): Promise<KnownDay>;

  /** The days before `today`, see `isHistory`. It may miss lessons of the last seconds. */
  read(subject: BaselineOwner, today: number): Promise<History>;
}
