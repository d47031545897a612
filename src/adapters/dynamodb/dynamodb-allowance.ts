import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Digest } from '../../detection/model';
import type { Allowance } from '../../ports/allowance';

export interface DynamoDbAllowanceOptions {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly digest: Digest;
}

/** How long an item stays after its period. DynamoDB deletes it some days later. */
const RETENTION_SECONDS = 3600;

/** Hexadecimal digits of the digest of a name: callers choose parts of names. */
const NAME_DIGITS = 32;

/** Allowances in the table of the store, under keys such as `allowance#5d41402a…` / `3600#01769817600`. */
export function createDynamoDbAllowance(options: DynamoDbAllowanceOptions): Allowance {
  const { client, tableName: TableName, digest } = options;
  return {
    async take(name, { start, seconds }) {
      const { Attributes } = await client.send(
        new UpdateItemCommand({
          TableName,
          Key: {
            pk: { S: `allowance#${digest(name).slice(0, NAME_DIGITS)}` },
            sk: { S: `${seconds}#${String(start).padStart(11, '0')}` },
          },
          UpdateExpression: 'ADD taken :one SET expiresAt = :expiresAt',
          ExpressionAttributeValues: {
            ':one': { N: '1' },
            ':expiresAt': { N: String(start + seconds + RETENTION_SECONDS) },
          },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return Number(Attributes?.['taken']?.N);
    },
  };
}
