/** Passes on what comes in any order, numbered from 0, in the order of its numbers. */
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

  /** Passes on what still waits, because what it waits for will not come. */
  flush(): void {
    for (const [, item] of [...this.waiting].sort(([a], [b]) => a - b)) {
      this.take(item);
    }
    this.waiting.clear();
  }
}
