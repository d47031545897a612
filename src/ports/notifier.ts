import type { Finding } from '../detection/finding';

/** Tells people about a finding. */
export interface Notifier {
  /** Resolves once the message is accepted for delivery; rejects when it was not. */
  publish(finding: Finding): Promise<void>;
}
