import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import {
  type Additions,
  type KnownDay,
  MAX_DAY_ADDRESSES,
  MAX_DAY_REGIONS,
} from '../../detection/baseline/known-day';
import type { Item } from './bucket-item';
import { unionUpdate } from './bucket-update';
import type { ItemKey } from './keys';
import { REGION_CODE_BYTES, regionCodeOf, regionOfCode } from './region-code';

/** One addition to an item. */
export interface KnownDayUpdate {
  readonly tableName: string;
  readonly key: ItemKey;
  /** At least one region. */
  readonly additions: Additions;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/** An item as a day. Without an item, nothing is known of the day. */
export function knownDayOfItem(item: Item): KnownDay {
  return {
    regions: new Set((item['regions']?.BS ?? []).map(decodeRegion)),
    addresses: new Set(item['addresses']?.SS ?? []),
  };
}

/**
 * The `UpdateItem` that adds to an item by set union. Its condition fails, and it changes nothing, if other processes
 * filled the item meanwhile. So an item stays below 4 KB, whatever the lessons.
 */
export function knownDayUpdate({ additions, ...item }: KnownDayUpdate): UpdateItemCommandInput {
  const { regions, addresses } = additions;
  const addedRegions = {
    name: 'regions',
    value: { BS: regions.map(encodeRegion) },
    atMost: MAX_DAY_REGIONS - regions.length,
  };
  const addedAddresses = {
    name: 'addresses',
    value: { SS: [...addresses] },
    atMost: MAX_DAY_ADDRESSES - addresses.length,
  };
  return unionUpdate(item, addresses.length > 0 ? [addedRegions, addedAddresses] : [addedRegions]);
}

/** The first byte of a name. No code starts with it: the first five bits of a code are a letter, at most 25. */
const TEXT = 0xff;

/** A region as a member of a set: its code, or its name if it does not follow the pattern of AWS. */
function encodeRegion(region: string): Uint8Array {
  const code = regionCodeOf(region);
  return code === undefined
    ? Buffer.concat([Buffer.from([TEXT]), Buffer.from(region)])
    : Buffer.from([code >> 16, code >> 8, code]);
}

function decodeRegion(member: Uint8Array): string {
  const bytes = Buffer.from(member);
  return bytes[0] === TEXT
    ? bytes.subarray(1).toString('utf8')
    : regionOfCode(bytes.readUIntBE(0, REGION_CODE_BYTES));
}
