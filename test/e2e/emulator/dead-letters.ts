import { GetQueueAttributesCommand, ListQueuesCommand } from '@aws-sdk/client-sqs';
import type { Clients } from './clients';

/** How many messages are in each queue of a region, by URL; those that a receiver holds count too. */
export async function queueDepths(clients: Clients, region: string): Promise<Map<string, number>> {
  const client = clients.sqs(region);
  const { QueueUrls = [] } = await client.send(new ListQueuesCommand({}));
  const depths = await Promise.all(
    QueueUrls.map(async (QueueUrl) => {
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
      );
      const waiting = Number(Attributes?.ApproximateNumberOfMessages);
      const held = Number(Attributes?.ApproximateNumberOfMessagesNotVisible);
      return [QueueUrl, waiting + held] as const;
    }),
  );
  return new Map(depths);
}
