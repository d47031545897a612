import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { createTable } from '../../../src/adapters/dynamodb/create-table';
import { startEmbeddedDynamoDb } from '../../../src/adapters/dynamodb/embedded-dynamodb';
import { createLocalClient } from '../../../src/adapters/dynamodb/local-client';
import { renderMessage } from '../../../src/notification/message';
import type { Notifier } from '../../../src/ports/notifier';
import { type Capacity, countCapacity } from '../dynamodb/count-capacity';
import { itemBytes } from '../dynamodb/item-bytes';
import { localFunction, localStore, TABLE_NAME } from '../local-function';
import { type Invocation, overlapping } from '../traffic/invocations';

/** What a run used. */
export interface Run extends Capacity {
  readonly events: number;
  readonly invocations: number;
  /** Bytes of the largest remaining item. */
  readonly itemBytes: number;
  /** Bytes of each notification, bodies for all protocols together. */
  readonly notificationBytes: readonly number[];
  /** Round trips before the last notification. */
  readonly roundTripsToPublish: number;
}

/**
 * Invokes the handler on an empty table of an embedded DynamoDB, concurrently where invocations overlap. The clock follows
 * the invocations, so that the caches of a process expire as they would on Lambda.
 *
 * @throws Error when an invocation fails.
 */
export async function runInvocations(invocations: readonly Invocation[]): Promise<Run> {
  const server = await startEmbeddedDynamoDb();
  const [client, reader] = [createLocalClient(server.endpoint), createLocalClient(server.endpoint)];
  try {
    await createTable(reader, TABLE_NAME);
    const capacity = countCapacity(client, reader);
    const notificationBytes: number[] = [];
    let roundTripsToPublish = 0;
    let now = 0;
    const clock = () => now;
    const notifier: Notifier = {
      async publish(notification) {
        const { bodies } = renderMessage(notification);
        notificationBytes.push(Buffer.byteLength(JSON.stringify(bodies)));
        roundTripsToPublish = capacity.roundTrips;
      },
    };
    const metrics = { record: () => {} };
    const processes = new Map<number, ReturnType<typeof localFunction>>();
    const invoke = async ({ process, payload }: Invocation): Promise<void> => {
      const store = localStore(client, clock, process);
      const handler =
        processes.get(process) ?? localFunction({ store, client, notifier, clock, metrics });
      processes.set(process, handler);
      await handler(payload);
    };
    for (const group of overlapping(invocations)) {
      now = group[0].at;
      await Promise.all(group.map(invoke));
    }
    return {
      ...capacity,
      events: invocations.reduce((sum, { events }) => sum + events.length, 0),
      invocations: invocations.length,
      itemBytes: await largestItem(reader),
      notificationBytes,
      roundTripsToPublish,
    };
  } finally {
    client.destroy();
    reader.destroy();
    await server.stop();
  }
}

async function largestItem(client: DynamoDBClient): Promise<number> {
  let largest = 0;
  for await (const { Items: items = [] } of paginateScan({ client }, { TableName: TABLE_NAME })) {
    largest = Math.max(largest, ...items.map(itemBytes));
  }
  return largest;
}
