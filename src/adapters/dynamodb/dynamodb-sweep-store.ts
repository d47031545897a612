import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  type QueryCommandInput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  type BucketLimits,
  countRepeats,
  fitCalls,
  fullnessOf,
  MAX_REGIONS,
} from '../../detection/bucket';
import { identityDigits } from '../../detection/incident/incident-id';
import type { Digest, Partition, TrackedCall } from '../../detection/model';
import { RecentMap } from '../../detection/recent-map';
import type { Clock } from '../../ports/clock';
import type { SweepStore } from '../../ports/sweep-store';
import { bucketOfItem, encodedCallsOf, type Item } from './bucket-item';
import { bucketUpdate, itemAfter } from './bucket-update';
import { type CallCodec, callCodec } from './call-codec';
import { BucketContentionError, unlessConditionFails } from './errors';
import { identityLedgerKey } from './incident-item';
import { bucketSortKey, type ItemKey, itemKeys } from './keys';
import { ledgerOfItem, ledgerPut } from './ledger-item';

export interface DynamoDbSweepStoreOptions {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly limits: BucketLimits;
  /** Items expire this long after their window, or after the last write if that is later. */
  readonly retentionSeconds: number;
  readonly clock: Clock;
  readonly digest: Digest;
  /** A text that no other write has. It distinguishes our own write from others. */
  readonly uniqueToken: () => string;
  /**
   * Notes when the first call of a bucket arrives: the calls come by EventBridge.
   * @default false
   */
  readonly notesArrival?: boolean;
}

/** Attempts to write to one bucket while other writers are faster. */
const MAX_ATTEMPTS = 100;

/**
 * How many items to remember as they were last seen, of some kilobytes each, so that the first attempt to add to one is
 * likely to fit. A remembered item may be outdated; the condition of the write catches that.
 */
const MAX_RECENT_ITEMS = 200;

/** A known state of an item. Items only grow, so they still have everything that was ever read. */
interface KnownItem {
  readonly item: Item;
  /** Whether it has just been read. */
  readonly isCurrent: boolean;
}

/** The item of a bucket, and how to read its calls. */
interface BucketAccess {
  readonly codec: CallCodec;
  readonly key: ItemKey;
  readonly bucketStart: number;
  readonly expiresAt: number;
}

/** A successful addition. */
interface Added {
  readonly before: Item;
  readonly after: Item;
  /** The calls that fit. */
  readonly calls: readonly TrackedCall[];
  /** How often the SDK sent the request. */
  readonly attempts: number;
}

/** Calls and sweeps in one DynamoDB table; see `docs/adr/0002-window-item.md`. */
export function createDynamoDbSweepStore(options: DynamoDbSweepStoreOptions): SweepStore {
  const { client, tableName, limits, digest } = options;
  const keys = itemKeys(digest);
  const recent = new RecentMap<string, Item>(MAX_RECENT_ITEMS);

  const codecFor = ({ principal }: Partition): CallCodec => callCodec(digest, principal);
  const expiryAfter = (second: number): number =>
    Math.max(second, Math.floor(options.clock() / 1000)) + options.retentionSeconds;

  const ledgerKey = (identity: string): ItemKey =>
    identityLedgerKey(identityDigits(identity, digest));

  async function getItem(key: ItemKey): Promise<Item | undefined> {
    const answer = await client.send(
      new GetItemCommand({ TableName: tableName, Key: key, ConsistentRead: true }),
    );
    return answer.Item;
  }

  async function readItem(key: ItemKey): Promise<KnownItem> {
    return { item: (await getItem(key)) ?? {}, isCurrent: true };
  }

  async function queryItems(query: Omit<QueryCommandInput, 'TableName'>): Promise<Item[]> {
    const items: Item[] = [];
    const pages = paginateQuery(
      { client },
      { ...query, TableName: tableName, ConsistentRead: true },
    );
    for await (const page of pages) {
      items.push(...(page.Items ?? []));
    }
    return items;
  }

  /**
   * Adds the calls that fit.
   *
   * @returns `undefined`, with nothing changed, if the item holds more than `known`.
   */
  async function tryAdd(
    { codec, key, bucketStart, expiresAt }: BucketAccess,
    calls: readonly TrackedCall[],
    known: KnownItem,
  ): Promise<Added | undefined> {
    const encoded = encodedCallsOf(known.item);
    const held = codec.decode(encoded, bucketStart);
    const fitting = fitCalls(held, calls, limits);
    if (fitting.calls.length === 0 && known.isCurrent && fullnessOf(held, limits).isSaturated) {
      return { before: known.item, after: known.item, calls: [], attempts: 1 };
    }
    const added = codec.encode(fitting.calls, bucketStart);
    const update = {
      tableName,
      key,
      added,
      known: encoded,
      isCallerReduced: fitting.calls.some(({ caller }) => caller?.cut !== undefined || !caller),
      deliveries: calls.length,
      expiresAt,
      limits,
      ...(options.notesArrival && { heardAt: Math.floor(options.clock() / 1000) }),
    };
    const answer = await unlessConditionFails(
      client.send(new UpdateItemCommand(bucketUpdate(update))),
    );
    if (answer === undefined) {
      return undefined;
    }
    const { Attributes: before = {}, $metadata } = answer;
    const { attempts = 1 } = $metadata;
    return { before, after: itemAfter(before, update), calls: fitting.calls, attempts };
  }

  /**
   * Whether the item may be full. A write to a full item changes nothing and costs by the size of the item; reading it
   * first costs a fraction of that.
   */
  function mayBeFull(item: Item, calls: readonly TrackedCall[]): boolean {
    const held = encodedCallsOf(item);
    return (
      held.calls.length + calls.length >= limits.maxTrackedCalls / 2 ||
      held.regions.length >= MAX_REGIONS
    );
  }

  return {
    async addCalls(partition, index, calls) {
      const { windowSeconds } = partition;
      const codec = codecFor(partition);
      const key = keys.bucketKey(partition, index);
      const recentKey = `${key.pk.S} ${key.sk.S}`;
      const bucketStart = index * windowSeconds;
      const expiresAt = expiryAfter(bucketStart + windowSeconds);
      let known: KnownItem = { item: recent.get(recentKey) ?? {}, isCurrent: false };
      if (mayBeFull(known.item, calls)) {
        known = await readItem(key);
      }
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
        const added = await tryAdd({ codec, key, bucketStart, expiresAt }, calls, known);
        if (added !== undefined) {
          const { before, after } = added;
          recent.set(recentKey, after);
          const held = codec.decodeIds(encodedCallsOf(before).calls);
          const heardAt = before['heardAt']?.N;
          return {
            bucket: bucketOfItem(after, codec, windowSeconds, limits),
            repeats: countRepeats(held, calls, added.calls),
            before: {
              eventIds: new Set(held.map(({ eventId }) => eventId)),
              ...(heardAt !== undefined && { heardAt: Number(heardAt) }),
              // Where the condition failed, the item may have grown by the same calls.
              ...((attempt > 0 || added.attempts > 1) && { isUncertain: true }),
            },
          };
        }
        known = await readItem(key);
      }
      throw new BucketContentionError(
        `Other processes changed the bucket ${recentKey} ${MAX_ATTEMPTS} times while this one tried to add calls. A later retry is safe.`,
      );
    },

    async readBuckets(partition, first, last) {
      const codec = codecFor(partition);
      const items = await queryItems({
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: {
          ':pk': keys.partitionKey(partition),
          ':first': { S: bucketSortKey(first) },
          ':last': { S: bucketSortKey(last) },
        },
      });
      return items.map((item) => bucketOfItem(item, codec, partition.windowSeconds, limits));
    },

    async readLedger(identity) {
      return ledgerOfItem(await getItem(ledgerKey(identity)));
    },

    async writeLedger(identity, state, version) {
      const itemKey = ledgerKey(identity);
      const token = options.uniqueToken();
      const lastSecond = Math.max(0, ...state.incidents.map(({ last }) => last));
      const mutedUntil = (state.acknowledgements ?? []).map(({ until }) => Math.ceil(until / 1000));
      const put = ledgerPut({
        tableName,
        key: itemKey,
        identity,
        state,
        version,
        token,
        expiresAt: Math.max(expiryAfter(lastSecond), ...mutedUntil),
      });
      if (await unlessConditionFails(client.send(new PutItemCommand(put)))) {
        return true;
      }
      // The SDK repeats a request whose answer was lost, so the write may be our own.
      return (await getItem(itemKey))?.['token']?.S === token;
    },
  };
}
