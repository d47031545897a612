import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AttributeValue, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { itemBytes, writeUnits } from '../../../bench/dynamodb/item-bytes';
import { createTable } from '../../../src/adapters/dynamodb/create-table';
import { startEmbeddedDynamoDb } from '../../../src/adapters/dynamodb/embedded-dynamodb';
import { createLocalClient } from '../../../src/adapters/dynamodb/local-client';
import { TABLE_NAME } from '../../support/embedded-store';

/** What requests have come to since the beginning. */
export interface Usage {
  /** Requests that were answered, whatever the answer. */
  readonly requests: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Writes that failed their condition. They are paid for like any other: by the size of the item. */
  readonly refusedWrites: number;
}

/** An embedded DynamoDB with an empty table, behind a meter. */
export interface MeteredDynamoDb {
  /** Of the meter. */
  readonly endpoint: string;
  /** Goes past the meter, to look at what is stored. */
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
 * Starts a DynamoDB that keeps the bill: functions under test are composed as deployed, so what they send can be
 * looked at only on its way.
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
      total.writeUnits += await sizeInUnits(client, request.Key ?? (request.Item as Key));
    } else if (operation === 'GetItem' || operation === 'Query') {
      total.readUnits += ConsumedCapacity?.CapacityUnits ?? Number.NaN;
    } else {
      total.writeUnits += ConsumedCapacity?.CapacityUnits ?? Number.NaN;
    }
  }

  const meter = createServer(async (incoming, outgoing) => {
    const operation = String(incoming.headers['x-amz-target']).split('.')[1] ?? '';
    const request = { ...(await readJson(incoming)), ReturnConsumedCapacity: 'TOTAL' };
    const answer = await forward(database.endpoint, incoming, JSON.stringify(request));
    await enter(operation, request, answer);
    outgoing.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
    outgoing.end(answer.text);
  });
  return {
    endpoint: await listen(meter),
    client,
    usage: () => ({ ...total }),
    async stop() {
      meter.closeAllConnections();
      meter.close();
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

async function readJson(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) {
    chunks.push(chunk as Buffer);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

async function forward(endpoint: string, incoming: IncomingMessage, body: string): Promise<Answer> {
  const names = ['authorization', 'content-type', 'x-amz-date', 'x-amz-target'] as const;
  const headers = names.map((name): [string, string] => [name, String(incoming.headers[name])]);
  const response = await fetch(endpoint, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text() };
}

/** Write units of an item as it is; one at least, also where there is none. */
async function sizeInUnits(client: DynamoDBClient, { pk, sk }: Key): Promise<number> {
  const { Item: item = {} } = await client.send(
    new GetItemCommand({ TableName: TABLE_NAME, Key: { pk, sk }, ConsistentRead: true }),
  );
  return writeUnits(itemBytes(item));
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
