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
import { ALIKE_SECONDS, MAX_ALIKE, mayMatter, type WatchedCalls } from '../../ports/watched-calls';
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

const SLOT_DIGITS = 8;

/** Of the digest in a key: 128 bits. */
const KEY_DIGITS = 32;

/** How many pages of 1 MB to read, the newest first. An identity fills them only with thousands of sessions. */
const MAX_PAGES = 4;

/** How many full items to remember, each with its calls. Forgetting one costs a write and a read. */
const MAX_FULL = 1000;

/**
 * Watched calls in the table of the calls and ledgers: an item for each identity, {@link ALIKE_SECONDS}, caller,
 * kind of call and outcome, so that a caller cannot crowd out its other calls, nor those of others.
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
    return `${slotKey(second)}#${callerDigest}#${watchId}#${errorCode === undefined ? 'ok' : 'failed'}`;
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
      return mayMatter(decoded(answer.Attributes?.['calls']?.SS), call);
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
            ':first': { S: slotKey(first) },
            ':last': { S: slotKey(last + ALIKE_SECONDS) },
          },
        },
      );
      let pagesLeft = MAX_PAGES;
      let isComplete = true;
      for await (const { Items = [], LastEvaluatedKey } of pages) {
        for (const item of Items) {
          const read = decoded(item['calls']?.SS);
          calls.push(...read.filter(({ second }) => first <= second && second <= last));
          isComplete &&= read.length < MAX_ALIKE;
        }
        pagesLeft -= 1;
        isComplete &&= LastEvaluatedKey === undefined || pagesLeft > 0;
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

function decoded(texts: readonly string[] = []): KeptWatch[] {
  return texts.flatMap((text) => decodeWatched(text) ?? []);
}

function slotKey(second: number): string {
  const slot = Math.max(0, Math.floor(second / ALIKE_SECONDS));
  return String(slot).padStart(SLOT_DIGITS, '0');
}
