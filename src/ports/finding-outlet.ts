import type { FindingChange } from '../detection/notification';

/** A system that follows all findings, whether or not people are told of them. It may be told twice of one change. */
export interface FindingOutlet {
  /**
   * Resolves once the change is taken; rejects when it was not.
   *
   * @param at when it is told, milliseconds since the epoch.
   */
  deliver(change: FindingChange, at: number): Promise<void>;
}
