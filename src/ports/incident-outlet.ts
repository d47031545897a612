import type { IncidentChange } from '../detection/notification';

/** A system that receives every incident, with or without an alert. It may receive a change twice. */
export interface IncidentOutlet {
  /**
   * Resolves once the system has accepted the change; otherwise rejects.
   *
   * @param at time of the delivery, in milliseconds since the epoch.
   */
  deliver(change: IncidentChange, at: number): Promise<void>;
}
