import type { Finding } from '../../src/detection/finding';
import type { Notification } from '../../src/detection/notification';

/** The first notification of a finding. */
export function opened(finding: Finding): Notification {
  return { kind: 'opened', finding, audience: 'people' };
}

/** Its severity has risen since the first alert. */
export function escalated(finding: Finding): Notification {
  return { kind: 'escalated', from: 'informational', finding, audience: 'people' };
}

/** It is over, and grew after the last alert. */
export function closed(finding: Finding): Notification {
  const sent = { callCount: 10, regionCount: 10 };
  return { kind: 'closed', sent, repeats: 2, finding, audience: 'people' };
}

/** A notification of each kind. */
export function everyKind(finding: Finding): Notification[] {
  return [opened(finding), escalated(finding), closed(finding)];
}
