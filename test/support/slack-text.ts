import type { Notification } from '../../src/detection/notification';
import { renderChatNotification } from '../../src/notification/chat-notification';
import { DEFAULT_REGIONS } from './findings';

/** A chat message as Slack shows it, without formatting. */
export function slackText(notification: Notification): string {
  const { title, description, nextSteps } = renderChatNotification(notification, {
    regions: DEFAULT_REGIONS,
  }).content;
  const steps = nextSteps.map((step) => `• ${step}`);
  return [title, description.replace(/[*`]/g, ''), 'Next steps', ...steps].join('\n');
}
