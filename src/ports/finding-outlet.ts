import type { FindingChange } from '../detection/notification';

/** A system that receives all findings, whether or not they send an alert. It may receive a change twice. */
export interface FindingOutlet {
  /**
   * Resolves once the system has accepted the change; rejects otherwise.
   *
   * @param at the time of the update, in milliseconds since the epoch.
   */
  deliver(change: FindingChange, at: number): Promise<void>;
}
