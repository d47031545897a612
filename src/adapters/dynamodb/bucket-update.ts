import type { AttributeValue, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { type BucketLimits, MAX_REGIONS } from '../../detection/bucket';
import { CALLERS_THAT_ALWAYS_FIT } from '../../detection/caller-room';
import { encodedCallsOf, type Item } from './bucket-item';
import type { EncodedCalls } from './call-codec';
import type { ItemKey } from './keys';

/** An item that an update adds to. */
interface UpdatedItem {
  readonly tableName: string;
  readonly key: ItemKey;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/** One addition to a bucket item. */
export interface BucketUpdate extends UpdatedItem {
  /** The members to add. Members that the item already has do no harm. */
  readonly added: EncodedCalls;
  /** Members that the item is known to hold. It may hold more. */
  readonly known: EncodedCalls;
  /**
   * Whether a call lost its caller, or a part of it, for want of room. Callers of calls in new regions come first, so the
   * choice is right only if no other process has added regions.
   */
  readonly isCallerReduced: boolean;
  /** Number of calls delivered, including repeats. */
  readonly deliveries: number;
  readonly limits: BucketLimits;
  /** When these calls arrived, in seconds since the epoch. The item keeps the first. */
  readonly heardAt?: number;
}

/** An addition to one set of an item, and the condition under which it fits. */
interface SetAddition {
  readonly name: string;
  readonly value: AttributeValue;
  /** Maximum size of the set before the addition. */
  readonly atMost: number;
  /** The addition also fits, whatever the size of the set, if the set holds all these members. */
  readonly unlessHeld?: readonly string[];
}

/**
 * The `UpdateItem` that adds calls to a bucket by set union and returns the item as it was before, which tells
 * new calls from repeats; {@link itemAfter} derives the item after it. Its condition fails, and it changes nothing, if
 * a set has grown beyond `known` and the addition might overfill it.
 */
export function bucketUpdate(update: BucketUpdate): UpdateItemCommandInput {
  const { heardAt, deliveries } = update;
  const { UpdateExpression, ExpressionAttributeValues, ...others } = unionUpdate(
    update,
    setAdditions(update),
    { deliveries: { N: String(deliveries) } },
  );
  return {
    ...others,
    UpdateExpression:
      heardAt === undefined
        ? UpdateExpression
        : `${UpdateExpression}, heardAt = if_not_exists(heardAt, :heardAt)`,
    ExpressionAttributeValues: {
      ...ExpressionAttributeValues,
      ...(heardAt !== undefined && { ':heardAt': { N: String(heardAt) } }),
    },
    ReturnValues: 'ALL_OLD',
  };
}

/**
 * The `UpdateItem` that adds to sets of an item by union, if each addition fits.
 *
 * @param counters are added unconditionally.
 */
export function unionUpdate(
  { tableName, key, expiresAt }: UpdatedItem,
  sets: readonly SetAddition[],
  counters: Readonly<Record<string, AttributeValue>> = {},
): UpdateItemCommandInput {
  const names = [...Object.keys(counters), ...sets.map(({ name }) => name)];
  return {
    TableName: tableName,
    Key: key,
    UpdateExpression: `ADD ${names.map((name) => `${name} :${name}`).join(', ')} SET expiresAt = :expiresAt`,
    ...(sets.length > 0 && { ConditionExpression: sets.map(conditionOf).join(' AND ') }),
    ExpressionAttributeValues: {
      ':expiresAt': { N: String(expiresAt) },
      ...Object.fromEntries([
        ...Object.entries(counters).map(([name, value]) => [`:${name}`, value]),
        ...sets.flatMap(({ name, value, atMost, unlessHeld = [] }) => [
          [`:${name}`, value],
          [`:${name}AtMost`, { N: String(atMost) }],
          ...unlessHeld.map((member, index) => [`:${name}${index}`, { S: member }]),
        ]),
      ]),
    },
  };
}

function setAdditions({ added, known, limits, isCallerReduced }: BucketUpdate): SetAddition[] {
  const additions: SetAddition[] = [];
  if (added.calls.length > 0) {
    additions.push({
      name: 'calls',
      value: { BS: [...added.calls] },
      atMost: room(limits.maxTrackedCalls, added.calls.length, known.calls.length),
    });
    const newRegions = countNew(added.regions, known.regions);
    additions.push({
      name: 'regions',
      value: { SS: [...added.regions] },
      atMost: isCallerReduced
        ? known.regions.length
        : room(MAX_REGIONS, newRegions, known.regions.length),
    });
  }
  if (added.callers.length > 0) {
    const newCallers = countNew(added.callers, known.callers);
    additions.push({
      name: 'callers',
      value: { SS: [...added.callers] },
      // How many more fit depends on their texts, which only a reader of the item knows.
      atMost: room(CALLERS_THAT_ALWAYS_FIT, newCallers, known.callers.length),
      unlessHeld: added.callers,
    });
  }
  return additions;
}

function conditionOf({ name, unlessHeld = [] }: SetAddition): string {
  const held = unlessHeld.map((_, index) => `contains(${name}, :${name}${index})`);
  return `(${[
    `attribute_not_exists(${name})`,
    `size(${name}) <= :${name}AtMost`,
    // AND binds tighter than OR. Brackets would cost an embedded DynamoDB milliseconds to parse.
    ...(held.length > 0 ? [held.join(' AND ')] : []),
  ].join(' OR ')})`;
}

/**
 * The item after an update. The update determines it, so nothing need be read.
 *
 * @param before as the update returned it; empty if there was no item.
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
 * The maximum size of a set for the addition to fit: either there is room for all of it, or the set is no larger than
 * its known part. Sets only grow, so it then equals the known part, and the addition was chosen to fit that.
 */
function room(limit: number, adding: number, known: number): number {
  return Math.max(limit - adding, known);
}

function countNew(added: readonly string[], known: readonly string[]): number {
  return added.filter((member) => !known.includes(member)).length;
}
