import { type MessageAttributeValue, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Audience, Notification } from '../../detection/notification';
import { type NotificationMessage, renderMessage } from '../../notification/message';
import type { Notifier } from '../../ports/notifier';

/** Settings of {@link createSnsNotifier}. */
export interface SnsNotifierOptions {
  /** Its retries and timeouts limit the time of a publish. */
  readonly client: SNSClient;
  /** The topic of each audience. */
  readonly topicArns: Readonly<Record<Audience, string>>;
}

/** A notifier that publishes one message to the SNS topic of its audience, and rejects if SNS does not accept it. */
export function createSnsNotifier({ client, topicArns }: SnsNotifierOptions): Notifier {
  return {
    async publish(notification: Notification): Promise<void> {
      const message = renderMessage(notification);
      await client.send(
        new PublishCommand({
          TopicArn: topicArns[notification.audience],
          Subject: message.subject,
          MessageStructure: 'json',
          Message: JSON.stringify(message.bodies),
          MessageAttributes: toAttributes(message.attributes),
        }),
      );
    },
  };
}

function toAttributes(
  attributes: NotificationMessage['attributes'],
): Record<string, MessageAttributeValue> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      { DataType: 'String', StringValue: value },
    ]),
  );
}
