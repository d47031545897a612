/**
 * Takes a step for each item, a few at once, in order of start. A step must not fail.
 */
export async function inParallel<Item>(
  items: readonly Item[],
  atOnce: number,
  step: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const work = async (): Promise<void> => {
    // All workers share one iterator.
    for (const item of waiting) {
      await step(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
}
