import {
  ConditionalCheckFailedException,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { encodedCallsOf, type Item } from '../../../src/adapters/dynamodb/bucket-item';
import { bucketUpdate, itemAfter } from '../../../src/adapters/dynamodb/bucket-update';
import type { EncodedCalls } from '../../../src/adapters/dynamodb/call-codec';
import type { ItemKey } from '../../../src/adapters/dynamodb/keys';
import { MAX_REGIONS } from '../../../src/detection/bucket';
import { CALLERS_THAT_ALWAYS_FIT } from '../../../src/detection/caller-room';
import { type EmbeddedStore, startEmbeddedStore, TABLE_NAME } from '../../support/embedded-store';

const MAX_CALLS = 100;
const NOTHING = members(0, 0, 0);

/** So many members of each set, counted from `from`; the same number is the same member. */
function members(calls: number, regions: number, callers: number, from = 0): EncodedCalls {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => from + index);
  return {
    calls: numbers(calls).map((number) => Buffer.from(`call ${number}`)),
    regions: numbers(regions).map((number) => `region-${number}`),
    callers: numbers(callers).map((number) => `caller ${number}`),
  };
}

let embedded: EmbeddedStore;
let items = 0;

beforeAll(async () => {
  embedded = await startEmbeddedStore();
});

afterAll(() => embedded.stop());

/** A key no other test has. */
function newKey(): ItemKey {
  items += 1;
  return { pk: { S: 'describe-instances#30#0' }, sk: { S: `bucket#${items}` } };
}

function updateOf(key: ItemKey, added: EncodedCalls, known: EncodedCalls, others = {}) {
  const limits = { maxTrackedCalls: MAX_CALLS };
  return {
    tableName: TABLE_NAME,
    key,
    added,
    known,
    isCallerReduced: false,
    deliveries: 1,
    expiresAt: 1,
    limits,
    ...others,
  };
}

/** Sends an update and says what the item was before; `undefined` when its condition failed. */
async function send(update: ReturnType<typeof updateOf>): Promise<Item | undefined> {
  try {
    const answer = await embedded.client.send(new UpdateItemCommand(bucketUpdate(update)));
    return answer.Attributes ?? {};
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) {
      return undefined;
    }
    throw error;
  }
}

async function read(key: ItemKey): Promise<Item> {
  const { Item: item = {} } = await embedded.client.send(
    new GetItemCommand({ TableName: TABLE_NAME, Key: key, ConsistentRead: true }),
  );
  return item;
}

/** An item with its sets in order: DynamoDB has sets without one, and no empty ones. */
function inOrder(item: Item) {
  const { calls, regions, callers } = encodedCallsOf(item);
  return {
    ...item,
    calls: calls.map((member) => Buffer.from(member).toString()).sort(),
    regions: [...regions].sort(),
    callers: [...callers].sort(),
  };
}

/** A stored item with these members. */
async function itemWith(held: EncodedCalls): Promise<ItemKey> {
  const key = newKey();
  // Whoever knows all that there is may add what they like.
  expect(await send(updateOf(key, held, members(999, 999, 999)))).toBeDefined();
  return key;
}

describe('an addition to a bucket item', () => {
  it.each<[string, boolean, EncodedCalls, EncodedCalls, EncodedCalls]>([
    ['to no item', true, NOTHING, NOTHING, members(2, 2, 2)],
    ['of the last call that fits', true, members(99, 1, 0), NOTHING, members(1, 1, 0, 99)],
    ['of one call too many', false, members(100, 1, 0), NOTHING, members(1, 1, 0, 100)],
    [
      'of one call too many, though no more was known',
      false,
      members(99, 1, 0),
      NOTHING,
      members(2, 1, 0, 99),
    ],
    [
      'of more calls to just what is known, as in a new region',
      true,
      members(100, 1, 0),
      members(100, 1, 0),
      members(1, 1, 0, 100),
    ],
    [
      'of the last region that fits',
      true,
      members(1, MAX_REGIONS - 1, 0),
      NOTHING,
      members(1, 1, 0, MAX_REGIONS - 1),
    ],
    [
      'of a new region where others have added the last that fits',
      false,
      members(1, MAX_REGIONS, 0),
      members(1, MAX_REGIONS - 1, 0),
      members(1, 1, 0, MAX_REGIONS),
    ],
    [
      'in a region that was known, where others have added the last that fits',
      true,
      members(1, MAX_REGIONS, 0),
      members(1, MAX_REGIONS - 1, 0),
      { ...members(1, 0, 0, 1), regions: ['region-0'] },
    ],
    [
      'of the last caller that always fits',
      true,
      members(1, 1, CALLERS_THAT_ALWAYS_FIT - 1),
      NOTHING,
      members(1, 1, 1, CALLERS_THAT_ALWAYS_FIT - 1),
    ],
    [
      'of a caller more than always fit, where others have added some',
      false,
      members(1, 1, CALLERS_THAT_ALWAYS_FIT),
      NOTHING,
      members(1, 1, 1, CALLERS_THAT_ALWAYS_FIT),
    ],
    [
      'of a caller more than always fit, to just what is known',
      true,
      members(1, 1, CALLERS_THAT_ALWAYS_FIT),
      members(1, 1, CALLERS_THAT_ALWAYS_FIT),
      members(1, 1, 1, CALLERS_THAT_ALWAYS_FIT),
    ],
    ['of callers that are all held already', true, members(1, 1, 5), NOTHING, members(1, 1, 3, 1)],
    ['of callers of which one is not held', false, members(1, 1, 5), NOTHING, members(1, 1, 3, 3)],
    ['of nothing but a delivery', true, members(100, MAX_REGIONS, 5), NOTHING, NOTHING],
  ])('%s: goes through: %s', async (_case, goesThrough, held, known, added) => {
    const key = held === NOTHING ? newKey() : await itemWith(held);
    const stored = await read(key);

    const before = await send(updateOf(key, added, known));

    expect(before !== undefined).toBe(goesThrough);
    const after = await read(key);
    expect(encodedCallsOf(after).calls.length - encodedCallsOf(stored).calls.length).toBe(
      goesThrough ? added.calls.length : 0,
    );
  });
});

describe('itemAfter', () => {
  it.each<[string, EncodedCalls]>([
    ['all is new', members(2, 2, 2, 10)],
    ['some is there already', members(2, 2, 2, 1)],
    ['all is there already', members(1, 1, 1)],
    ['no caller is added', members(1, 1, 0, 10)],
    ['nothing is added', NOTHING],
  ])('is what the table then holds where %s', async (_case, added) => {
    const key = await itemWith(members(2, 2, 2));
    const update = updateOf(key, added, members(2, 2, 2), { deliveries: 3, expiresAt: 77 });

    const before = await send(update);

    const after = inOrder(await read(key));
    expect(inOrder(itemAfter(before ?? {}, update))).toEqual(after);
    expect(after).toMatchObject({ deliveries: { N: '4' }, expiresAt: { N: '77' } });
  });

  it('is what was added where there was no item', async () => {
    const key = newKey();
    const update = updateOf(key, members(2, 1, 0), NOTHING);

    const before = await send(update);

    expect(before).toEqual({});
    expect(inOrder(itemAfter({}, update))).toEqual(inOrder(await read(key)));
  });
});
