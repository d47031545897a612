import type { Item } from './bucket-item';

/** Each item has at most some kilobytes. */
const MAX_ITEMS = 200;

/**
 * Remembers the items seen last, so that the first attempt to add to one is likely to fit. A remembered item may be
 * outdated: items only grow, and the condition of the write catches that.
 */
export function createRecentItems<Value = Item>(maxItems = MAX_ITEMS) {
  const items = new Map<string, Value>();
  return {
    get: (key: string): Value | undefined => items.get(key),
    remember(key: string, item: Value): void {
      items.delete(key);
      items.set(key, item);
      if (items.size > maxItems) {
        items.delete(items.keys().next().value as string);
      }
    },
  };
}
