import type { AttributeValue, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { type BucketLimits, MAX_REGIONS } from '../../detection/bucket';
import { CALLERS_THAT_ALWAYS_FIT } from '../../detection/caller-room';
import { encodedCallsOf, type Item } from './bucket-item';
import type { EncodedCalls } from './call-codec';
import type { ItemKey } from './keys';

/** One addition to a bucket item. */
export interface BucketUpdate {
  readonly tableName: string;
  readonly key: ItemKey;
  /** The members to add; members that are there already do no harm. */
  readonly added: EncodedCalls;
  /** The members that the caller knows the item to hold, perhaps not all of them. */
  readonly known: EncodedCalls;
  /** Calls delivered, repeats included. */
  readonly deliveries: number;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
  readonly limits: BucketLimits;
}

/** What is added to one set of the item, and when it fits. */
interface SetAddition {
  readonly name: 'calls' | 'regions' | 'callers';
  readonly value: AttributeValue;
  /** How large the set may be before the addition. */
  readonly atMost: number;
  /** Members that do no harm where the set holds them all, however large it is. */
  readonly unlessHeld?: readonly string[];
}

/**
 * The `UpdateItem` that adds calls to a bucket by set union. It returns the item as it was before, which separates new
 * calls from repeats; {@link itemAfter} computes the item after it. Its condition fails, changing nothing, when a set
 * has grown beyond `known` and the addition might overfill it.
 */
export function bucketUpdate(update: BucketUpdate): UpdateItemCommandInput {
  const sets = setAdditions(update);
  const additions = ['deliveries :deliveries', ...sets.map(({ name }) => `${name} :${name}`)];
  return {
    TableName: update.tableName,
    Key: update.key,
    UpdateExpression: `ADD ${additions.join(', ')} SET expiresAt = :expiresAt`,
    ...(sets.length > 0 && { ConditionExpression: sets.map(conditionOf).join(' AND ') }),
    ExpressionAttributeValues: {
      ':deliveries': { N: String(update.deliveries) },
      ':expiresAt': { N: String(update.expiresAt) },
      ...Object.fromEntries(
        sets.flatMap(({ name, value, atMost, unlessHeld = [] }) => [
          [`:${name}`, value],
          [`:${name}AtMost`, { N: String(atMost) }],
          ...unlessHeld.map((member, index) => [`:${name}${index}`, { S: member }]),
        ]),
      ),
    },
    ReturnValues: 'ALL_OLD',
  };
}

function setAdditions({ added, known, limits }: BucketUpdate): SetAddition[] {
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
      atMost: room(MAX_REGIONS, newRegions, known.regions.length),
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
 * The item after an update, without another read: it follows from the item before.
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
 * How large a set may be for the addition to fit: either there is room for all of it, or the set is no larger than its
 * known part. As sets only grow, it then equals the known part, and the addition was chosen to fit.
 */
function room(limit: number, adding: number, known: number): number {
  return Math.max(limit - adding, known);
}

function countNew(added: readonly string[], known: readonly string[]): number {
  return added.filter((member) => !known.includes(member)).length;
}
