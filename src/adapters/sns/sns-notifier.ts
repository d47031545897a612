import { type MessageAttributeValue, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Notification } from '../../detection/notification';
import { type NotificationMessage, renderMessage } from '../../notification/message';
import type { Notifier } from '../../ports/notifier';

/** Settings of {@link createSnsNotifier}. */
export interface SnsNotifierOptions {
  /** Its retries and timeouts decide how long a publish may take. */
  readonly client: SNSClient;
  readonly topicArn: string;
}

/** A notifier that publishes one message per notification to an SNS topic, and rejects when SNS does not take it. */
export function createSnsNotifier({ client, topicArn }: SnsNotifierOptions): Notifier {
  return {
    async publish(notification: Notification): Promise<void> {
      const message = renderMessage(notification);
      await client.send(
        new PublishCommand({
          TopicArn: topicArn,
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
