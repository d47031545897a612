import type { Item } from './bucket-item';

/** Items remembered; each is at most some kilobytes. */
const MAX_ITEMS = 200;

/**
 * Remembers how crowded items were last seen, so that an addition to one is chosen to fit at the first try.
 * What is remembered may be old: items only grow, and the condition of the write notices.
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
