import { SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Clients } from './clients';
import type { Inbox } from './inbox';

/** A queue of the tests. */
export interface TestQueue {
  readonly arn: string;
  /** Takes messages out of it; waits a second when there are none. */
  receive(): Promise<Message[]>;
  remove(): Promise<void>;
}

export async function createQueue(client: SQSClient, name: string): Promise<TestQueue> {
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  return {
    arn: Attributes?.QueueArn ?? '',
    async receive() {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: 1,
          MessageAttributeNames: ['All'],
        }),
      );
      if (Messages.length > 0) {
        const Entries = Messages.map(({ ReceiptHandle }, index) => ({
          Id: String(index),
          ReceiptHandle,
        }));
        await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      }
      return Messages;
    },
    async remove() {
      await client.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}

/** Subscribes a queue to a topic, with raw delivery. The subscription goes with the topic. */
export async function subscribe(
  { sns }: Clients,
  topicArn: string,
  { arn }: TestQueue,
): Promise<void> {
  await sns.send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: 'sqs',
      Endpoint: arn,
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );
}

/** Subscribes a new queue to a topic, and empties it into the inbox. */
export async function subscribeQueue(
  clients: Clients,
  topicArn: string,
  inbox: Inbox,
  name = 'subscriber',
): Promise<{ stop(): Promise<void> }> {
  const queue = await createQueue(clients.sqs(), name);
  await subscribe(clients, topicArn, queue);
  let isStopped = false;
  const emptying = (async () => {
    while (!isStopped) {
      for (const { Body = '', MessageAttributes = {} } of await queue.receive()) {
        const attributes = Object.entries(MessageAttributes);
        inbox.take({
          subscriber: 'sqs',
          body: Body,
          attributes: Object.fromEntries(
            attributes.map(([name, { StringValue }]) => [name, StringValue]),
          ),
        });
      }
    }
  })();
  return {
    async stop() {
      isStopped = true;
      await emptying;
      await queue.remove();
    },
  };
}
