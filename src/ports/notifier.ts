import type { Notification } from '../detection/notification';

/** Tells people about a finding: that it was opened, escalated or closed. */
export interface Notifier {
  /** Resolves once the message is accepted for delivery; rejects when it was not. */
  publish(notification: Notification): Promise<void>;
}
