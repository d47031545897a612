import {
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { HISTORY_DAYS, isHistory, startOfDay } from '../../detection/baseline/day';
import { additionsOf, type KnownDay, withAdditions } from '../../detection/baseline/known-day';
import type { Lesson } from '../../detection/baseline/lesson';
import type { Digest } from '../../detection/model';
import { RecentMap } from '../../detection/recent-map';
import type { Baseline } from '../../ports/baseline';
import type { Item } from './bucket-item';
import { unlessConditionFails } from './errors';
import type { ItemKey } from './keys';
import { knownDayOfItem, knownDayUpdate } from './known-day-item';
import { dayOfSortKey, knownKeys } from './known-keys';

export interface DynamoDbBaselineOptions {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly digest: Digest;
  /**
   * Maximum number of pages to read of an account. A page is one megabyte: some thousand days of subjects.
   * @default 2
   */
  readonly maxPages?: number;
}

/** One day longer than days are read. */
const RETENTION_DAYS = HISTORY_DAYS + 1;

/** Accounts whose first day this process remembers. */
const MAX_ACCOUNTS = 1000;

/** The baseline in the table of the store; see `docs/adr/0007-baseline.md`. */
export function createDynamoDbBaseline(options: DynamoDbBaselineOptions): Baseline {
  const { client, tableName: TableName, digest, maxPages = 2 } = options;
  const keys = knownKeys(digest);
  const sinceOfAccount = new RecentMap<string, number>(MAX_ACCOUNTS);

  /** An eventually consistent read, at half the price. If it misses something, that is written again or read later. */
  async function getItem(Key: ItemKey): Promise<Item> {
    const { Item: item = {} } = await client.send(new GetItemCommand({ TableName, Key }));
    return item;
  }

  /** @returns the items, and whether they are all. */
  async function query(
    input: Omit<QueryCommandInput, 'TableName'>,
    pages: number,
  ): Promise<{ readonly items: Item[]; readonly isWhole: boolean }> {
    const items: Item[] = [];
    let from: Item | undefined;
    for (let page = 0; page < pages; page += 1) {
      const answer = await client.send(
        new QueryCommand({ TableName, ...input, ...(from && { ExclusiveStartKey: from }) }),
      );
      items.push(...(answer.Items ?? []));
      from = answer.LastEvaluatedKey;
      if (from === undefined) {
        return { items, isWhole: true };
      }
    }
    return { items, isWhole: false };
  }

  async function update(input: UpdateItemCommandInput): Promise<void> {
    await unlessConditionFails(client.send(new UpdateItemCommand(input)));
  }

  /** Notes since when an account is known. Each account needs this write once. */
  async function noteSince(account: string, day: number): Promise<void> {
    const remembered = sinceOfAccount.get(account);
    if (remembered !== undefined && remembered <= day) {
      return;
    }
    const Key = keys.sinceKey(account);
    let since = sinceOfItem(await getItem(Key));
    if (since === undefined || day < since) {
      // The earliest day wins, whichever process is first. It never expires: a quiet account is not a new one.
      await update({
        TableName,
        Key,
        UpdateExpression: 'SET #since = :day',
        ConditionExpression: 'attribute_not_exists(#since) OR #since > :day',
        ExpressionAttributeNames: { '#since': 'since' },
        ExpressionAttributeValues: { ':day': { N: String(day) } },
      });
      since = day;
    }
    sinceOfAccount.set(account, since);
  }

  /** Reads first: a read costs a tenth of a write, and usually the item already has everything. */
  async function learnDay(lesson: Lesson): Promise<KnownDay> {
    const key = keys.dayKey(lesson.subject, lesson.day);
    const known = knownDayOfItem(await getItem(key));
    const additions = additionsOf(lesson, known);
    if (additions.regions.length > 0) {
      const expiresAt = startOfDay(lesson.day + 1 + RETENTION_DAYS);
      await update(knownDayUpdate({ tableName: TableName, key, additions, expiresAt }));
    }
    return withAdditions(known, additions);
  }

  return {
    async learn(lesson) {
      const [day] = await Promise.all([
        learnDay(lesson),
        noteSince(lesson.subject.account, lesson.day),
      ]);
      return day;
    },

    async read(subject, today) {
      const pk = keys.partitionKey(subject.account);
      const [ofSubject, ofAccount] = await Promise.all([
        query(
          {
            KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
            ExpressionAttributeValues: {
              ':pk': pk,
              ':first': keys.dayKey(subject, Math.max(0, today - HISTORY_DAYS)).sk,
              ':last': keys.dayKey(subject, Math.max(0, today - 1)).sk,
            },
          },
          1,
        ),
        query(
          {
            KeyConditionExpression: 'pk = :pk',
            ProjectionExpression: 'sk, regions, #since',
            ExpressionAttributeNames: { '#since': 'since' },
            ExpressionAttributeValues: { ':pk': pk },
          },
          maxPages,
        ),
      ]);
      const days = historyOf(ofSubject.items, today);
      return {
        since: ofAccount.items.map(sinceOfItem).find((since) => since !== undefined),
        subject: {
          isKnown: days.length > 0,
          regions: new Set(days.flatMap(({ regions }) => [...regions])),
          addresses: new Set(days.flatMap(({ addresses }) => [...addresses])),
        },
        account: ofAccount.isWhole
          ? {
              regions: new Set(
                historyOf(ofAccount.items, today).flatMap((day) => [...day.regions]),
              ),
            }
          : undefined,
      };
    },
  };
}

/** TTL deletes late, and another handler may already have learned a later day. */
function historyOf(items: readonly Item[], today: number): KnownDay[] {
  return items
    .filter((item) => {
      const day = dayOfSortKey(item['sk']?.S ?? '');
      return day !== undefined && isHistory(day, today);
    })
    .map(knownDayOfItem);
}

function sinceOfItem(item: Item): number | undefined {
  const since = item['since']?.N;
  return since === undefined ? undefined : Number(since);
}
