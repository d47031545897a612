import type { Item } from '../../../src/adapters/dynamodb/bucket-item';
import { createRecentItems } from '../../../src/adapters/dynamodb/recent-items';

/** Items that are remembered at most. */
const MAX_ITEMS = 200;

function itemNumber(number: number): Item {
  return { deliveries: { N: String(number) } };
}

describe('createRecentItems', () => {
  it('remembers how an item was last seen', () => {
    const recent = createRecentItems();

    recent.remember('a', itemNumber(1));
    recent.remember('a', itemNumber(2));

    expect(recent.get('a')).toEqual(itemNumber(2));
    expect(recent.get('b')).toBeUndefined();
  });

  it('forgets the one seen longest ago when there are too many', () => {
    const recent = createRecentItems();
    for (let number = 0; number < MAX_ITEMS; number += 1) {
      recent.remember(String(number), itemNumber(number));
    }
    recent.remember('0', itemNumber(0));

    recent.remember('another', itemNumber(0));

    expect([recent.get('0'), recent.get('1'), recent.get('2')]).toEqual([
      itemNumber(0),
      undefined,
      itemNumber(2),
    ]);
  });
});
