import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { type BucketLimits, MAX_CALLERS, MAX_REGIONS } from '../../detection/bucket';
import { encodedCallsOf, type Item } from './bucket-item';
import type { EncodedCalls } from './call-codec';
import type { ItemKey } from './keys';

/** One addition to a bucket item. */
export interface BucketUpdate {
  readonly tableName: string;
  readonly key: ItemKey;
  /** The members to add; those that are there already do no harm. */
  readonly added: EncodedCalls;
  /** The members that the caller knows the item to hold, perhaps not all of them. */
  readonly known: EncodedCalls;
  /** Calls delivered, repeats included. */
  readonly deliveries: number;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
  readonly limits: BucketLimits;
}

/**
 * The `UpdateItem` that adds calls to a bucket by set union and returns the item as it was before, which tells
 * new calls from repeats; {@link itemAfter} says what it is then. It fails its condition, changing nothing, when a
 * set has grown beyond `known` and the addition might overfill it.
 */
export function bucketUpdate(update: BucketUpdate): UpdateItemCommandInput {
  const { added, known, limits } = update;
  const sets = [
    {
      name: 'calls',
      value: { BS: [...added.calls] },
      isEmpty: added.calls.length === 0,
      atMost: room(limits.maxTrackedCalls, added.calls.length, known.calls.length),
    },
    {
      name: 'regions',
      value: { SS: [...added.regions] },
      isEmpty: added.regions.length === 0,
      atMost: room(MAX_REGIONS, countNew(added.regions, known.regions), known.regions.length),
    },
    {
      name: 'callers',
      value: { SS: [...added.callers] },
      isEmpty: added.callers.length === 0,
      atMost: room(MAX_CALLERS, countNew(added.callers, known.callers), known.callers.length),
    },
  ].filter(({ isEmpty }) => !isEmpty);
  const additions = ['deliveries :deliveries', ...sets.map(({ name }) => `${name} :${name}`)];
  const conditions = sets.map(
    ({ name }) => `(attribute_not_exists(${name}) OR size(${name}) <= :${name}AtMost)`,
  );
  return {
    TableName: update.tableName,
    Key: update.key,
    UpdateExpression: `ADD ${additions.join(', ')} SET expiresAt = :expiresAt`,
    ...(conditions.length > 0 && { ConditionExpression: conditions.join(' AND ') }),
    ExpressionAttributeValues: {
      ':deliveries': { N: String(update.deliveries) },
      ':expiresAt': { N: String(update.expiresAt) },
      ...Object.fromEntries(
        sets.flatMap(({ name, value, atMost }) => [
          [`:${name}`, value],
          [`:${name}AtMost`, { N: String(atMost) }],
        ]),
      ),
    },
    ReturnValues: 'ALL_OLD',
  };
}

/**
 * The item as an update left it. What an update does is known in full, so it need not be read.
 *
 * @param before as the update returned it; empty when there was no item.
 */
export function itemAfter(before: Item, update: BucketUpdate): Item {
  const { added } = update;
  const held = encodedCallsOf(before);
  return {
    ...update.key,
    calls: { BS: union(held.calls, added.calls, (member) => Buffer.from(member).toString('hex')) },
    regions: { SS: union(held.regions, added.regions, (member) => member) },
    callers: { SS: union(held.callers, added.callers, (member) => member) },
    deliveries: { N: String(Number(before['deliveries']?.N ?? 0) + update.deliveries) },
    expiresAt: { N: String(update.expiresAt) },
  };
}

function union<Member>(
  held: readonly Member[],
  added: readonly Member[],
  keyOf: (member: Member) => string,
): Member[] {
  return [...new Map([...held, ...added].map((member) => [keyOf(member), member])).values()];
}

/**
 * How large a set may be for the addition to fit: either there is room for all of it, or the set is no larger
 * than what is known of it. As sets only grow, it is then just that, and the addition was chosen to fit.
 */
function room(limit: number, adding: number, known: number): number {
  return Math.max(limit - adding, known);
}

function countNew(added: readonly string[], known: readonly string[]): number {
  return added.filter((member) => !known.includes(member)).length;
}
