import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import {
  type Additions,
  type KnownDay,
  MAX_DAY_ADDRESSES,
  MAX_DAY_REGIONS,
} from '../../detection/baseline/known-day';
import type { Item } from './bucket-item';
import type { ItemKey } from './keys';
import { decodeRegion, encodeRegion } from './known-region';

/** One addition to an item. */
export interface KnownDayUpdate {
  readonly tableName: string;
  readonly key: ItemKey;
  /** At least one region. */
  readonly additions: Additions;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/** An item as a day; a missing item is a day without calls. */
export function knownDayOfItem(item: Item): KnownDay {
  return {
    regions: new Set((item['regions']?.BS ?? []).map(decodeRegion)),
    addresses: new Set(item['addresses']?.SS ?? []),
  };
}

/**
 * The `UpdateItem` that adds to an item by set union. Its condition fails, changing nothing, when other processes
 * filled the item meanwhile. So the item stays below 4 KB, whatever the learner adds.
 */
export function knownDayUpdate(update: KnownDayUpdate): UpdateItemCommandInput {
  const { regions, addresses } = update.additions;
  const sets = [
    {
      name: 'regions',
      value: { BS: regions.map(encodeRegion) },
      atMost: MAX_DAY_REGIONS - regions.length,
    },
    ...(addresses.length > 0
      ? [
          {
            name: 'addresses',
            value: { SS: [...addresses] },
            atMost: MAX_DAY_ADDRESSES - addresses.length,
          },
        ]
      : []),
  ];
  return {
    TableName: update.tableName,
    Key: update.key,
    UpdateExpression: `ADD ${sets.map(({ name }) => `${name} :${name}`).join(', ')} SET expiresAt = :expiresAt`,
    ConditionExpression: sets
      .map(({ name }) => `(attribute_not_exists(${name}) OR size(${name}) <= :${name}AtMost)`)
      .join(' AND '),
    ExpressionAttributeValues: {
      ':expiresAt': { N: String(update.expiresAt) },
      ...Object.fromEntries(
        sets.flatMap(({ name, value, atMost }) => [
          [`:${name}`, value],
          [`:${name}AtMost`, { N: String(atMost) }],
        ]),
      ),
    },
  };
}
