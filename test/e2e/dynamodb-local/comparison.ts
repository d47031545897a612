/** Where the embedded DynamoDB and DynamoDB Local differ, as far as it matters here, and where they must not. */
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  CreateTableCommand,
  type DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateContinuousBackupsCommand,
  UpdateItemCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';

/** Something to ask a DynamoDB, and what each answers. */
export interface Difference {
  readonly what: string;
  readonly ask: (client: DynamoDBClient) => Promise<unknown>;
  readonly embedded: unknown;
  readonly dynamoDbLocal: unknown;
}

const TABLE = { TableName: 'comparison' } as const;

const UNKNOWN_OPERATION = 'UnknownOperationException';

export const DIFFERENCES: readonly Difference[] = [
  {
    what: 'the state of a table just created',
    ask: async (client) => {
      const { TableDescription } = await client.send(
        new CreateTableCommand({
          ...TABLE,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        }),
      );
      await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1 }, TABLE);
      return TableDescription?.TableStatus;
    },
    embedded: 'CREATING',
    dynamoDbLocal: 'ACTIVE',
  },
  {
    what: 'the order of the members of a set',
    ask: async (client) => {
      await add(client, 'order', { SS: ['c', 'a'] });
      await add(client, 'order', { SS: ['b'] });
      return (await get(client, 'order'))?.['members']?.SS;
    },
    embedded: ['c', 'a', 'b'],
    dynamoDbLocal: ['a', 'b', 'c'],
  },
  {
    what: 'ReturnValuesOnConditionCheckFailure',
    ask: async (client) => {
      await put(client, 'there');
      const error: unknown = await client
        .send(
          new PutItemCommand({
            ...TABLE,
            Item: keyOf('there'),
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        )
        .catch((thrown: unknown) => thrown);
      return error instanceof ConditionalCheckFailedException ? error.Item : error;
    },
    embedded: undefined,
    dynamoDbLocal: keyOf('there'),
  },
  {
    what: 'time to live',
    ask: (client) =>
      nameOfError(
        client.send(
          new UpdateTimeToLiveCommand({
            ...TABLE,
            TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
          }),
        ),
      ),
    embedded: UNKNOWN_OPERATION,
    dynamoDbLocal: undefined,
  },
  {
    what: 'transactions',
    ask: (client) =>
      nameOfError(
        client.send(
          new TransactWriteItemsCommand({
            TransactItems: [{ Put: { ...TABLE, Item: keyOf('transaction') } }],
          }),
        ),
      ),
    embedded: UNKNOWN_OPERATION,
    dynamoDbLocal: undefined,
  },
  {
    what: 'PartiQL',
    ask: (client) =>
      nameOfError(
        client.send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM "comparison"' })),
      ),
    embedded: UNKNOWN_OPERATION,
    dynamoDbLocal: undefined,
  },
];

/** What the store, or a figure of `npm run bench`, rests on, and what both answer. */
export const LIKENESSES: readonly Omit<Difference, 'dynamoDbLocal'>[] = [
  {
    what: 'that the size of a set that is not there fulfils no comparison',
    ask: (client) =>
      nameOfError(
        client.send(
          new UpdateItemCommand({
            ...TABLE,
            Key: keyOf('size'),
            UpdateExpression: 'SET touched = :limit',
            ConditionExpression: 'size(members) <= :limit',
            ExpressionAttributeValues: { ':limit': { N: '5' } },
          }),
        ),
      ),
    embedded: 'ConditionalCheckFailedException',
  },
  {
    what: 'that there is no point-in-time recovery',
    ask: (client) =>
      nameOfError(
        client.send(
          new UpdateContinuousBackupsCommand({
            ...TABLE,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          }),
        ),
      ),
    embedded: UNKNOWN_OPERATION,
  },
  {
    what: 'the size at which an item is refused',
    ask: async (client) => {
      await add(client, 'large', { SS: ['x'.repeat(390_000)] });
      return nameOfError(add(client, 'large', { SS: ['y'.repeat(20_000)] }));
    },
    embedded: 'ValidationException',
  },
  {
    what: 'the capacity used: by a write, a read, a query, and a query that finds nothing',
    ask: async (client) => {
      const used: (number | undefined)[][] = [];
      for (const members of [1, 37, 38, 100, 200]) {
        const name = `capacity-${members}`;
        const written = await add(client, name, {
          BS: Array.from({ length: members }, (_, index) => Buffer.alloc(24, `${index}.`)),
        });
        const read = await client.send(
          new GetItemCommand({ ...TABLE, Key: keyOf(name), ...STRICT_READ }),
        );
        const queried = await query(client, name);
        const found = await query(client, `no-${name}`);
        used.push(
          [written, read, queried, found].map(
            ({ ConsumedCapacity }) => ConsumedCapacity?.CapacityUnits,
          ),
        );
      }
      return used;
    },
    embedded: [
      [1, 1, 1, 0],
      [1, 1, 1, 0],
      [1, 1, 1, 0],
      [3, 1, 1, 0],
      [5, 2, 2, 0],
    ],
  },
];

const STRICT_READ = { ConsistentRead: true, ReturnConsumedCapacity: 'TOTAL' } as const;

type Item = Record<string, AttributeValue>;

function keyOf(name: string): Item {
  return { pk: { S: name } };
}

function put(client: DynamoDBClient, name: string) {
  return client.send(new PutItemCommand({ ...TABLE, Item: keyOf(name) }));
}

function add(client: DynamoDBClient, name: string, members: AttributeValue) {
  return client.send(
    new UpdateItemCommand({
      ...TABLE,
      Key: keyOf(name),
      UpdateExpression: 'ADD members :members',
      ExpressionAttributeValues: { ':members': members },
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
}

async function get(client: DynamoDBClient, name: string): Promise<Item | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ ...TABLE, Key: keyOf(name), ConsistentRead: true }),
  );
  return Item;
}

function query(client: DynamoDBClient, name: string) {
  return client.send(
    new QueryCommand({
      ...TABLE,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: name } },
      ...STRICT_READ,
    }),
  );
}

/** `undefined` where there is none. */
function nameOfError(answer: Promise<unknown>): Promise<string | undefined> {
  return answer.then(
    () => undefined,
    (error: Error) => error.name,
  );
}
