import type { IncomingMessage } from 'node:http';
import { type AttributeValue, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { startLoopbackServer } from '../../../demo/loopback-server';
import { createTable } from '../../../src/adapters/dynamodb/create-table';
import { startEmbeddedDynamoDb } from '../../../src/adapters/dynamodb/embedded-dynamodb';
import { createLocalClient } from '../../../src/adapters/dynamodb/local-client';
import { itemBytes, writeUnits } from '../../../tools/bench/dynamodb/item-bytes';
import { TABLE_NAME } from '../../support/embedded-store';

/** The totals of all requests since the start. */
export interface Usage {
  /** Requests that were answered, whatever the answer. */
  readonly requests: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Writes whose condition failed. They cost as much as other writes: by the size of the item. */
  readonly refusedWrites: number;
}

/** An embedded DynamoDB with an empty table, behind a meter. */
export interface MeteredDynamoDb {
  /** The endpoint of the meter. */
  readonly endpoint: string;
  /** Bypasses the meter, to look at what is stored. */
  readonly client: DynamoDBClient;
  usage(): Usage;
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

type Key = Readonly<Record<'pk' | 'sk', AttributeValue>>;

/**
 * Starts a DynamoDB that counts the capacity. Functions under test are composed as deployed, so a test can only look at
 * their requests on the way.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
export async function startMeteredDynamoDb(): Promise<MeteredDynamoDb> {
  const database = await startEmbeddedDynamoDb();
  const client = createLocalClient(database.endpoint);
  await createTable(client, TABLE_NAME);
  const total = { requests: 0, writeUnits: 0, readUnits: 0, refusedWrites: 0 };

  async function enter(operation: string, request: Request, answer: Answer): Promise<void> {
    const { ConsumedCapacity, __type } = JSON.parse(answer.text) as Response;
    total.requests += 1;
    if (__type?.endsWith('ConditionalCheckFailedException')) {
      total.refusedWrites += 1;
      const units = await sizeInUnits(client, request.Key ?? (request.Item as Key));
      total.writeUnits += units;
    } else if (operation === 'GetItem' || operation === 'Query') {
      total.readUnits += ConsumedCapacity?.CapacityUnits ?? Number.NaN;
    } else {
      total.writeUnits += ConsumedCapacity?.CapacityUnits ?? Number.NaN;
    }
  }

  const meter = await startLoopbackServer(async (incoming, body, outgoing) => {
    const operation = String(incoming.headers['x-amz-target']).split('.')[1] ?? '';
    const request = { ...(JSON.parse(body) as Request), ReturnConsumedCapacity: 'TOTAL' };
    const answer = await forward(database.endpoint, incoming, JSON.stringify(request));
    await enter(operation, request, answer);
    outgoing.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
    outgoing.end(answer.text);
  });
  return {
    endpoint: meter.endpoint,
    client,
    usage: () => ({ ...total }),
    async stop() {
      await meter.stop();
      client.destroy();
      await database.stop();
    },
  };
}

interface Request {
  readonly Key?: Key;
  readonly Item?: Readonly<Record<string, AttributeValue>>;
}

interface Response {
  readonly ConsumedCapacity?: { readonly CapacityUnits?: number };
  readonly __type?: string;
}

async function forward(endpoint: string, incoming: IncomingMessage, body: string): Promise<Answer> {
  const names = ['authorization', 'content-type', 'x-amz-date', 'x-amz-target'] as const;
  const headers = names.map((name): [string, string] => [name, String(incoming.headers[name])]);
  const response = await fetch(endpoint, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text() };
}

/** The write units of an item as it is: at least one, even if it does not exist. */
async function sizeInUnits(client: DynamoDBClient, { pk, sk }: Key): Promise<number> {
  const { Item: item = {} } = await client.send(
    new GetItemCommand({ TableName: TABLE_NAME, Key: { pk, sk }, ConsistentRead: true }),
  );
  return writeUnits(itemBytes(item));
}
