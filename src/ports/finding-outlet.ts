import type { FindingChange } from '../detection/notification';

/** A system that receives every finding, with or without an alert. It may receive a change twice. */
export interface FindingOutlet {
  /**
   * Resolves once the system has accepted the change; otherwise rejects.
   *
   * @param at time of the delivery, in milliseconds since the epoch.
   */
  deliver(change: FindingChange, at: number): Promise<void>;
}
