/** Keeps some of many items, from all over them: all, as long as they are few, then every second, every fourth and so on. */
export class SpreadSample<Item> {
  private readonly most: number;
  private kept: Item[] = [];
  private step = 1;
  private added = 0;

  /** @param most items to keep. */
  constructor(most: number) {
    this.most = most;
  }

  /** In the order in which they came. */
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
