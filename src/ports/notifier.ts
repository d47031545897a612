import type { Notification } from '../detection/notification';

/** Publishes that an incident was opened, escalated, updated or closed. */
export interface Notifier {
  /** Resolves once the message is accepted for delivery; otherwise rejects. */
  publish(notification: Notification): Promise<void>;
}
