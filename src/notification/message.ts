import type { Notification } from '../detection/notification';
import { renderChatNotification } from './chat-notification';
import { renderEmail } from './email-text';
import { accountIdOf } from './facts';
import { renderSubject } from './headline';

/** Kinds of subscription that get a text of their own; all others get `default`. */
type BodyKind = 'default' | 'sqs' | 'lambda' | 'firehose' | 'email' | 'https';

/** What subscription filters can select by; `cause` is for programs, and says with the finding all there is to say. */
type AttributeName = 'kind' | 'cause' | 'severity' | 'ruleId' | 'accountId';

/** Stands for an account that the finding does not name; an attribute must not be empty. */
export const UNKNOWN_ACCOUNT = 'unknown';

/** A notification as people and programs receive it. */
export interface NotificationMessage {
  readonly subject: string;
  readonly bodies: Readonly<Record<BodyKind, string>>;
  readonly attributes: Readonly<Record<AttributeName, string>>;
}

/**
 * Renders a notification for every kind of subscriber: programs get the finding as JSON, people a text, and `https`,
 * by which Amazon Q Developer in chat applications subscribes, as the notification that it shows in a channel.
 */
export function renderMessage(notification: Notification): NotificationMessage {
  const { finding, audience: _audience, ...cause } = notification;
  const json = JSON.stringify(finding);
  return {
    subject: renderSubject(notification),
    bodies: {
      default: json,
      sqs: json,
      lambda: json,
      firehose: json,
      email: renderEmail(notification),
      https: JSON.stringify(renderChatNotification(notification)),
    },
    attributes: {
      kind: cause.kind,
      cause: JSON.stringify(cause),
      severity: finding.severity,
      ruleId: finding.rule.id,
      accountId: accountIdOf(finding) ?? UNKNOWN_ACCOUNT,
    },
  };
}
