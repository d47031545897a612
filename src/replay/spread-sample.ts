/** Keeps an evenly spread sample of many items: first all of them, then every second, every fourth and so on. */
export class SpreadSample<Item> {
  private readonly most: number;
  private kept: Item[] = [];
  private step = 1;
  private added = 0;

  /** @param most the maximum of items to keep. */
  constructor(most: number) {
    this.most = most;
  }

  /** In the order in which they were added. */
  get items(): readonly Item[] {
    return this.kept;
  }

  add(item: Item): void {
    if (this.added % this.step === 0) {
      if (this.kept.length === this.most) {
        this.kept = this.kept.filter((_, index) => index % 2 === 0);
        this.step *= 2;
      }
      if (this.added % this.step === 0) {
        this.kept.push(item);
      }
    }
    this.added += 1;
  }
}
