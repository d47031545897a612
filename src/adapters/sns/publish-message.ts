import { type MessageAttributeValue, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Message } from '../../notification/message';

/** Publishes a message with a body for each kind of subscriber. Rejects when SNS does not accept it. */
export async function publishMessage(
  client: SNSClient,
  topicArn: string,
  { subject, bodies, attributes }: Message,
): Promise<void> {
  await client.send(
    new PublishCommand({
      TopicArn: topicArn,
      Subject: subject,
      MessageStructure: 'json',
      Message: JSON.stringify(bodies),
      MessageAttributes: toAttributes(attributes),
    }),
  );
}

function toAttributes(attributes: Message['attributes']): Record<string, MessageAttributeValue> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      { DataType: 'String', StringValue: value },
    ]),
  );
}
