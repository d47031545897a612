import {
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  paginateQuery,
} from '@aws-sdk/client-dynamodb';
import type { Backlog, BacklogEntry } from '../../ports/backlog';
import type { Clock } from '../../ports/clock';
import type { ItemKey } from './keys';

export interface DynamoDbBacklogOptions {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly clock: Clock;
}

/** As long as a dead-letter queue keeps its messages: an entry may be a critical alert that nobody has received. */
const RETENTION_SECONDS = 14 * 24 * 3600;

/** A backlog in the table of the store, under keys such as `backlog#critical` / `describe-instances-…`. */
export function createDynamoDbBacklog(options: DynamoDbBacklogOptions): Backlog {
  const { client, tableName: TableName, clock } = options;
  const partitionKey = (list: string): ItemKey['pk'] => ({ S: `backlog#${list}` });
  return {
    async add(list, { id, text }) {
      await client.send(
        new PutItemCommand({
          TableName,
          Item: {
            pk: partitionKey(list),
            sk: { S: id },
            text: { S: text },
            expiresAt: { N: String(Math.floor(clock() / 1000) + RETENTION_SECONDS) },
          },
        }),
      );
    },

    async read(list, limit) {
      const entries: BacklogEntry[] = [];
      const pages = paginateQuery(
        { client },
        {
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': partitionKey(list) },
          ConsistentRead: true,
          ...(limit !== undefined && { Limit: limit }),
        },
      );
      for await (const { Items = [] } of pages) {
        entries.push(...Items.map(({ sk, text }) => ({ id: sk?.S ?? '', text: text?.S ?? '' })));
        if (limit !== undefined && entries.length >= limit) {
          break;
        }
      }
      return entries;
    },

    async remove(list, id) {
      const Key = { pk: partitionKey(list), sk: { S: id } };
      await client.send(new DeleteItemCommand({ TableName, Key }));
    },
  };
}
