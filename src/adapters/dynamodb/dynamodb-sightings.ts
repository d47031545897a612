import { type DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Digest } from '../../detection/model';
import type { Sighting } from '../../detection/related-facts';
import type { RuleId } from '../../detection/rules/rule-catalog';
import type { Clock } from '../../ports/clock';
import { MAX_SIGHTINGS, type Sightings } from '../../ports/sightings';
import type { Item } from './bucket-item';
import type { ItemKey } from './keys';

export interface DynamoDbSightingsOptions {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** Items expire this long after the start of their sweep, or after the write if that is later. */
  readonly retentionSeconds: number;
  readonly clock: Clock;
  readonly digest: Digest;
}

/** Digits of a second; enough until the year 5138. */
const SECOND_DIGITS = 11;

/** Hexadecimal digits of digests. The source IP is looked up; the principal only keeps items apart. */
const ADDRESS_DIGITS = 32;
const PRINCIPAL_DIGITS = 16;

/** Sightings in the table of the store, under keys such as `seen#address#5d41402a…` / `01769817600#describe-instances#…`. */
export function createDynamoDbSightings(options: DynamoDbSightingsOptions): Sightings {
  const { client, tableName: TableName, digest } = options;
  const partitionKey = (address: string): ItemKey['pk'] => ({
    S: `seen#address#${digest(address).slice(0, ADDRESS_DIGITS)}`,
  });
  return {
    async add(address, { ruleId, principalKey, second }) {
      const from = Math.max(second, Math.floor(options.clock() / 1000));
      const principal = digest(principalKey).slice(0, PRINCIPAL_DIGITS);
      await client.send(
        new PutItemCommand({
          TableName,
          Item: {
            pk: partitionKey(address),
            sk: { S: `${padded(second)}#${ruleId}#${principal}` },
            ruleId: { S: ruleId },
            principal: { S: principalKey },
            expiresAt: { N: String(from + options.retentionSeconds) },
          },
        }),
      );
    },

    async read(address, first, last) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
          ExpressionAttributeValues: {
            ':pk': partitionKey(address),
            ':first': { S: padded(first) },
            ':last': { S: padded(last + 1) },
          },
          // Of two processes that both write and then read, at least one sees the other.
          ConsistentRead: true,
          Limit: MAX_SIGHTINGS,
        }),
      );
      return Items.map(sightingOfItem);
    },
  };
}

function sightingOfItem(item: Item): Sighting {
  return {
    ruleId: (item['ruleId']?.S ?? '') as RuleId,
    principalKey: item['principal']?.S ?? '',
    second: Number(item['sk']?.S?.slice(0, SECOND_DIGITS)),
  };
}

function padded(second: number): string {
  return String(Math.max(0, second)).padStart(SECOND_DIGITS, '0');
}
