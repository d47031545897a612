import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Digest } from '../../detection/model';
import {
  type AccountHours,
  type Deliveries,
  type Delivery,
  type FileDelivery,
  LAG_BOUNDS,
  type LagCounts,
  type Place,
} from '../../ports/deliveries';
import type { Item } from './bucket-item';
import { unlessConditionFails } from './errors';
import type { ItemKey } from './keys';

export interface DynamoDbDeliveriesOptions {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly digest: Digest;
}

/** How long an hour is kept, in seconds: the two weeks that `coverage` shows, and the day of today. */
const DELIVERY_RETENTION_SECONDS = 15 * 86_400;

/** How many files of a place and hour to know again. Further ones may be counted twice if they are delivered twice. */
const MAX_KNOWN_FILES = 100;

/** Hexadecimal digits of a digest that tell files apart: 64 bits. */
const FILE_DIGITS = 16;

const ACCOUNTS_KEY = 'delivery-accounts';

/**
 * How calls came, in the table of the store: an item for each hour, account and region under keys such as
 * `delivery#01773478800` / `111122223333#us-east-1`, and one for each account. Both are of less than 4 KB, whatever comes.
 */
export function createDynamoDbDeliveries(options: DynamoDbDeliveriesOptions): Deliveries {
  const { client, tableName: TableName, digest } = options;

  async function query(pk: string): Promise<Item[]> {
    const items: Item[] = [];
    const pages = paginateQuery(
      { client },
      {
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: pk } },
      },
    );
    for await (const page of pages) {
      items.push(...(page.Items ?? []));
    }
    return items;
  }

  /** @param fileId absent to add the file without knowing it again. */
  function add(file: FileDelivery, fileId: Uint8Array | undefined) {
    const counts = countersOf(file);
    const names = Object.keys(counts);
    return client.send(
      new UpdateItemCommand({
        TableName,
        Key: keyOf(file),
        UpdateExpression: `SET expiresAt = :expiresAt ADD ${[
          ...names.map((name) => `${name} :${name}`),
          ...(fileId === undefined ? [] : ['known :known']),
        ].join(', ')}`,
        ...(fileId !== undefined && {
          ConditionExpression:
            'attribute_not_exists(known) OR (size(known) < :max AND NOT contains(known, :file))',
        }),
        ExpressionAttributeValues: {
          ':expiresAt': { N: String(file.hour + DELIVERY_RETENTION_SECONDS) },
          ...Object.fromEntries(
            names.map((name) => [`:${name}`, { N: String(counts[name]) } as AttributeValue]),
          ),
          ...(fileId !== undefined && {
            ':known': { BS: [fileId] },
            ':file': { B: fileId },
            ':max': { N: String(MAX_KNOWN_FILES) },
          }),
        },
      }),
    );
  }

  return {
    async note(file) {
      const fileId = Buffer.from(digest(file.key).slice(0, FILE_DIGITS), 'hex');
      if ((await unlessConditionFails(add(file, fileId))) !== undefined) {
        return true;
      }
      const { Item } = await client.send(
        new GetItemCommand({ TableName, Key: keyOf(file), ConsistentRead: true }),
      );
      if ((Item?.['known']?.BS ?? []).some((one) => fileId.equals(one))) {
        return false;
      }
      await add(file, undefined);
      return true;
    },

    async readHour(hour) {
      return (await query(hourKey(hour))).map(deliveryOf);
    },

    async readAccounts() {
      return (await query(ACCOUNTS_KEY)).map(accountOf);
    },

    async writeAccount({ account, until, heard }) {
      await client.send(
        new PutItemCommand({
          TableName,
          Item: {
            pk: { S: ACCOUNTS_KEY },
            sk: { S: account },
            until: { N: String(until) },
            heard: {
              M: Object.fromEntries(
                [...heard].map(([region, bits]) => [region, { S: bits.toString(16) }]),
              ),
            },
            expiresAt: { N: String(until + DELIVERY_RETENTION_SECONDS) },
          },
        }),
      );
    },
  };
}

function hourKey(hour: number): string {
  return `delivery#${String(hour).padStart(11, '0')}`;
}

function keyOf({ hour, account, region }: FileDelivery): ItemKey {
  return { pk: { S: hourKey(hour) }, sk: { S: `${account}#${region}` } };
}

/** The numbers of an item. Only those above zero are written. */
function countersOf(file: FileDelivery): Record<string, number> {
  const { calls, brought, unjudged, trailLags, eventBridgeLags } = file;
  const all = [
    ['files', 1],
    ['calls', calls],
    ['brought', brought],
    ['unjudged', unjudged],
    ...trailLags.map((count, index) => [`trail${index}`, count] as const),
    ...eventBridgeLags.map((count, index) => [`bridge${index}`, count] as const),
  ] as const;
  return Object.fromEntries(all.filter(([, count]) => count > 0));
}

function deliveryOf(item: Item): Place & Delivery {
  const [account = '', region = ''] = String(item['sk']?.S).split('#');
  const count = (name: string): number => Number(item[name]?.N ?? 0);
  const lags = (name: string): LagCounts => LAG_BOUNDS.map((_, index) => count(`${name}${index}`));
  return {
    account,
    region,
    files: count('files'),
    calls: count('calls'),
    brought: count('brought'),
    unjudged: count('unjudged'),
    trailLags: lags('trail'),
    eventBridgeLags: lags('bridge'),
  };
}

function accountOf(item: Item): AccountHours {
  return {
    account: String(item['sk']?.S),
    until: Number(item['until']?.N),
    heard: new Map(
      Object.entries(item['heard']?.M ?? {}).map(([region, { S = '0' }]) => [
        region,
        BigInt(`0x${S}`),
      ]),
    ),
  };
}
