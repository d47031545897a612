import type { Finding } from '../../src/detection/finding';
import { type NotificationMessage, renderMessage } from '../../src/notification/message';

/** The message that tells people that a finding was opened. */
export function messageOf(finding: Finding): NotificationMessage {
  return renderMessage({ kind: 'opened', finding, audience: 'people' });
}
