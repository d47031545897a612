import { leadOf } from '../detection/incident/incident';
import type { Notification } from '../detection/notification';
import { renderChatNotification } from './chat-notification';
import { renderEmail } from './email-text';
import { accountIdOf } from './facts';
import { fittedIncident } from './fitted-incident';
import { renderSubject } from './headline';
import type { RenderOptions } from './render-options';

/** Kinds of subscription with their own text; all others get `default`. */
type BodyKind = 'default' | 'email' | 'https';

/** What subscription filters can select by. With the incident, `cause` is the whole notification, for programs. */
type AttributeName = 'kind' | 'cause' | 'severity' | 'ruleId' | 'accountId';

/** The attribute of an alert that went to the archive instead of people, with the reason. */
export const HELD_BACK = 'heldBack';

/** Stands for an account that the incident does not name; an attribute must not be empty. */
export const UNKNOWN_ACCOUNT = 'unknown';

/** A message as people and programs receive it. */
export interface Message {
  readonly subject: string;
  readonly bodies: Readonly<Partial<Record<BodyKind, string>> & { readonly default: string }>;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A notification as people and programs receive it. */
export interface NotificationMessage extends Message {
  readonly bodies: Readonly<Record<BodyKind, string>>;
  readonly attributes: Readonly<
    Record<AttributeName, string> & Partial<Record<typeof HELD_BACK, string>>
  >;
}

/**
 * Renders a notification for every kind of subscriber. Programs get the incident as JSON, e-mail gets a text, and
 * `https` gets the notification that Amazon Q Developer in chat applications shows in a channel.
 */
export function renderMessage(
  notification: Notification,
  options: RenderOptions = {},
): NotificationMessage {
  const { incident, audience: _audience, heldBack, ...cause } = notification;
  const lead = leadOf(incident);
  return {
    subject: renderSubject(notification),
    bodies: {
      default: JSON.stringify(fittedIncident(incident)),
      email: renderEmail(notification, options),
      https: JSON.stringify(renderChatNotification(notification, options)),
    },
    attributes: {
      kind: cause.kind,
      cause: JSON.stringify(cause),
      severity: incident.severity,
      ruleId: lead.rule.id,
      accountId: accountIdOf(lead) ?? UNKNOWN_ACCOUNT,
      ...(heldBack !== undefined && { [HELD_BACK]: heldBack }),
    },
  };
}
