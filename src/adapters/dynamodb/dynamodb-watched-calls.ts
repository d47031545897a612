import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { tokensOf } from '../../detection/incident/actors';
import { withoutPath } from '../../detection/incident/identity';
import type { Digest } from '../../detection/model';
import { RecentMap } from '../../detection/recent-map';
import { decodeWatched, encodeWatched, type KeptWatch } from '../../detection/watched/watched-call';
import type { Clock } from '../../ports/clock';
import { MAX_ALIKE, mayMatter, type WatchedCalls } from '../../ports/watched-calls';
import { unlessConditionFails } from './errors';
import type { ItemKey } from './keys';

export interface DynamoDbWatchedCallsOptions {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** Items expire this long after the last write. */
  readonly retentionSeconds: number;
  readonly clock: Clock;
  readonly digest: Digest;
}

const HOUR_SECONDS = 3600;
const HOUR_DIGITS = 8;

/** Of the digest in a key: 128 bits. */
const KEY_DIGITS = 32;

/** How many pages of 1 MB to read, the newest first. An identity fills them only with thousands of sessions. */
const MAX_PAGES = 4;

/** How many full items to remember, each with its calls. Forgetting one costs a write and a read. */
const MAX_FULL = 1000;

/**
 * Watched calls in the table of the calls and ledgers: an item for each identity, hour, caller, kind of call and
 * outcome, so that a caller cannot crowd out its other calls, nor those of others.
 */
export function createDynamoDbWatchedCalls(options: DynamoDbWatchedCallsOptions): WatchedCalls {
  const { client, tableName, digest } = options;
  // A refused write costs as much as one that is done, so a flood must not repeat it.
  const full = new RecentMap<string, readonly string[]>(MAX_FULL);

  const partitionKey = (identity: string) => ({
    S: `watched#${digest(withoutPath(identity)).slice(0, KEY_DIGITS)}`,
  });
  const childItemKey = (childKey: string): ItemKey => ({
    pk: { S: `child#${digest(childKey).slice(0, KEY_DIGITS)}` },
    sk: { S: 'adopter' },
  });
  const expiresAt = () => ({
    N: String(Math.floor(options.clock() / 1000) + options.retentionSeconds),
  });

  function sortKey({ second, caller, watchId, errorCode }: KeptWatch): string {
    const callerDigest = tokensOf(caller, digest).join('');
    return `${hourKey(second)}#${callerDigest}#${watchId}#${errorCode === undefined ? 'ok' : 'failed'}`;
  }

  return {
    async add(identity, call) {
      const text = encodeWatched(call);
      const key = { pk: partitionKey(identity), sk: { S: sortKey(call) } };
      const fullKey = `${key.pk.S} ${key.sk.S}`;
      const inFull = full.get(fullKey);
      if (inFull !== undefined) {
        return inFull.includes(text);
      }
      const answer = await unlessConditionFails(
        client.send(
          new UpdateItemCommand({
            TableName: tableName,
            Key: key,
            UpdateExpression: 'SET expiresAt = :expiresAt ADD calls :calls',
            ConditionExpression:
              'attribute_not_exists(calls) OR contains(calls, :call) OR size(calls) < :max',
            ExpressionAttributeValues: {
              ':calls': { SS: [text] },
              ':call': { S: text },
              ':max': { N: String(MAX_ALIKE) },
              ':expiresAt': expiresAt(),
            },
            ReturnValues: 'UPDATED_OLD',
          }),
        ),
      );
      if (answer === undefined) {
        const { Item } = await client.send(
          new GetItemCommand({ TableName: tableName, Key: key, ConsistentRead: true }),
        );
        // Those that it has may come again after a failure.
        full.set(fullKey, Item?.['calls']?.SS ?? []);
        return false;
      }
      return mayMatter(answer.Attributes?.['calls']?.SS ?? [], text);
    },

    async read(identity, first, last) {
      const calls: KeptWatch[] = [];
      const pages = paginateQuery(
        { client },
        {
          TableName: tableName,
          ConsistentRead: true,
          ScanIndexForward: false,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
          ExpressionAttributeValues: {
            ':pk': partitionKey(identity),
            ':first': { S: hourKey(first) },
            ':last': { S: hourKey(last + HOUR_SECONDS) },
          },
        },
      );
      let pagesLeft = MAX_PAGES;
      let isComplete = true;
      for await (const { Items = [], LastEvaluatedKey } of pages) {
        const texts = Items.flatMap((item) => item['calls']?.SS ?? []);
        const read = texts.flatMap((text) => decodeWatched(text) ?? []);
        calls.push(...read.filter(({ second }) => first <= second && second <= last));
        pagesLeft -= 1;
        isComplete = LastEvaluatedKey === undefined;
        if (pagesLeft === 0) {
          break;
        }
      }
      return { calls, isComplete };
    },

    async adopt(childKey, identity, steps) {
      await unlessConditionFails(
        client.send(
          new PutItemCommand({
            TableName: tableName,
            Item: {
              ...childItemKey(childKey),
              identity: { S: identity },
              steps: { N: String(steps) },
              expiresAt: expiresAt(),
            },
            ConditionExpression: 'attribute_not_exists(steps) OR steps <= :steps',
            ExpressionAttributeValues: { ':steps': { N: String(steps) } },
          }),
        ),
      );
    },

    async adopterOf(childKey) {
      const { Item } = await client.send(
        new GetItemCommand({
          TableName: tableName,
          Key: childItemKey(childKey),
          ConsistentRead: true,
        }),
      );
      return Item?.['identity']?.S;
    },
  };
}

function hourKey(second: number): string {
  const hour = Math.max(0, Math.floor(second / HOUR_SECONDS));
  return String(hour).padStart(HOUR_DIGITS, '0');
}
