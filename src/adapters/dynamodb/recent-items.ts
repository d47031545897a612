import type { Item } from './bucket-item';

/** How many items to remember; each takes a few kilobytes at most. */
const MAX_ITEMS = 200;

/**
 * Remembers how full items last were, so that an addition fits at the first attempt. The memory may be outdated: items
 * only grow, and the condition of the write notices.
 */
export interface RecentItems {
  get(key: string): Item | undefined;
  remember(key: string, item: Item): void;
}

export function createRecentItems(): RecentItems {
  const items = new Map<string, Item>();
  return {
    get: (key) => items.get(key),
    remember(key, item) {
      items.delete(key);
      items.set(key, item);
      if (items.size > MAX_ITEMS) {
        items.delete(items.keys().next().value as string);
      }
    },
  };
}
