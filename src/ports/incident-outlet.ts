import type { Notification } from '../detection/notification';

/** A system that receives every incident, with or without an alert. It may receive a notification twice. */
export interface IncidentOutlet {
  /**
   * Resolves once the system has accepted the notification; otherwise rejects.
   *
   * @param at time of the delivery, in milliseconds since the epoch.
   */
  deliver(notification: Notification, at: number): Promise<void>;
}
