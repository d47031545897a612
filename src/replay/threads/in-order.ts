/** Takes items in any order, numbered from 0, and passes them on in the order of their numbers. */
export class InOrder<Item> {
  private readonly take: (item: Item) => void;
  private readonly waiting = new Map<number, Item>();
  private next = 0;

  constructor(take: (item: Item) => void) {
    this.take = take;
  }

  put(number: number, item: Item): void {
    this.waiting.set(number, item);
    for (let ready = this.waiting.get(this.next); ready !== undefined; ) {
      this.waiting.delete(this.next);
      this.next += 1;
      this.take(ready);
      ready = this.waiting.get(this.next);
    }
  }

  /** Passes on the waiting items, when the ones before them will not come. */
  flush(): void {
    for (const [, item] of [...this.waiting].sort(([a], [b]) => a - b)) {
      this.take(item);
    }
    this.waiting.clear();
  }
}
