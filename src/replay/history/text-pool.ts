/** Stores each of many repeated texts once, under a number. */
export class TextPool {
  private readonly numbers = new Map<string, number>();
  private readonly texts: string[] = [];

  get size(): number {
    return this.texts.length;
  }

  /** The number of a text. Numbers count from 0, in the order in which the texts first came. */
  numberOf(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) {
      return known;
    }
    const number = this.texts.length;
    this.numbers.set(text, number);
    this.texts.push(text);
    return number;
  }

  /** @param number of a text in the pool. */
  textOf(number: number): string {
    return this.texts[number] as string;
  }

  /** All texts, in the order of their numbers. */
  all(): readonly string[] {
    return this.texts;
  }
}
